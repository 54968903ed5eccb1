from __future__ import annotations

import concurrent.futures
import datetime as dt
import itertools
import random
import socket
import threading
from pathlib import Path

import duckdb
import pytest
from case_builders import message

from assay.case.evidence import Evidence
from assay.model.errors import CaseDamaged

COLUMNS = (
    "kind", "source", "path", "steps", "stored_pack", "stored_path", "stored_offset", "stored_length", "sha256", "size",
    "format", "state", "reason", "entries", "reconstructed", "message_id", "date", "date_text", "from_text",
    "from_address", "to_text", "cc_text", "subject", "in_reply_to", '"references"', "to_addresses", "attachments",
    "text", "body_sha256", "defects", "notes", "signatures", "findings",
)  # fmt: skip


@pytest.fixture(params=["plain", "it's [a] *case?*", "ünï"])
def evidence(tmp_path: Path, request: pytest.FixtureRequest) -> Evidence:
    (tmp_path / request.param).mkdir()
    made = Evidence(tmp_path / request.param / "evidence", writable=True)
    made.prepare()
    return made


def test_views_have_their_columns_before_and_after_the_first_shard(evidence: Evidence) -> None:
    for rows in (0, 1):
        for view in ("entries", "items", "places"):
            found = evidence.sql(f"SELECT {', '.join(COLUMNS)} FROM {view}")  # noqa: S608
            assert len(found) == rows
        assert evidence.sql("SELECT * FROM failures") == []
        assert evidence.sql("SELECT item, verdict, in_part, score, explanation, findings, checked FROM verdicts") == []
        evidence.write("take-in", "a", [message("1")])


def test_times_are_utc_without_zone(evidence: Evidence) -> None:
    evidence.write("take-in", "a", [message("1", date=1.5), message("2", date=1e15), message("3")])
    assert evidence.sql("SELECT date, date_seconds FROM entries ORDER BY path") == [
        (dt.datetime(1970, 1, 1, 0, 0, 1, 500_000), 1.5),  # noqa: DTZ001
        (None, 1e15),
        (None, None),
    ]
    assert evidence.sql("SELECT year(date) FROM entries WHERE date < ?", [dt.datetime(1971, 1, 1)]) == [(1970,)]  # noqa: DTZ001


def test_an_item_is_its_first_place_however_the_shards_lie(tmp_path: Path) -> None:
    rows = [message(path, b"same") for path in ("b.zip!/1", "b.zip!/0", "a/z", "a/z!/x")] + [message("c", b"other")]
    for number, order in enumerate(itertools.permutations(range(5))):
        if number % 12:
            continue
        evidence = Evidence(tmp_path / str(number), writable=True)
        evidence.write("take-in", "a", [rows[order[0]], rows[order[1]]])
        evidence.write("take-in", "b", [rows[at] for at in order[2:]])
        assert evidence.sql("SELECT path FROM items ORDER BY path") == [("a/z",), ("c",)]
        assert len(evidence.sql("SELECT path FROM places")) == 5


def test_items_without_bytes_are_no_items(evidence: Evidence) -> None:
    evidence.write("take-in", "a", [message("1", sha256=""), message("2", sha256="")])
    assert evidence.sql("SELECT * FROM items") == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/assay-must-not-exist.csv'",
        "ATTACH '/tmp/assay-must-not-exist.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET autoinstall_known_extensions = true",
    ],
)
def test_the_database_reaches_nothing_but_the_evidence(tmp_path: Path, query: str) -> None:
    evidence = Evidence(tmp_path, writable=True)
    with pytest.raises((duckdb.Error, CaseDamaged), match=r"disabled \w+ configuration|has been locked"):
        evidence.sql(query)


def test_the_database_does_not_reach_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        port = server.getsockname()[1]
        with pytest.raises(duckdb.Error):
            Evidence(tmp_path, writable=True).sql(f"SELECT * FROM read_parquet('http://127.0.0.1:{port}/x.parquet')")  # noqa: S608
        with pytest.raises(TimeoutError):
            server.accept()


def test_nothing_is_written_outside_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    evidence = Evidence(tmp_path / "evidence", writable=True)
    evidence.write("take-in", "a", [message(str(number), str(number).encode()) for number in range(3000)])
    evidence.sql("SELECT * FROM items ORDER BY text, random()")
    assert list(Path.cwd().iterdir()) == []


def test_wrong_queries_say_so(evidence: Evidence) -> None:
    for query in ("SELEC", "SELECT nonsense FROM items", "SELECT * FROM nothing"):
        with pytest.raises(duckdb.ProgrammingError):
            evidence.sql(query)


def test_threads_may_ask_while_shards_are_added(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, writable=True)
    stop = threading.Event()

    def ask() -> int:
        asked = last = 0
        while not stop.is_set():
            (count,) = evidence.sql("SELECT count(*) FROM items")[0]
            assert count >= last
            last = count
            asked += 1
        return asked

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        askers = [pool.submit(ask) for _ in range(4)]
        for number in range(10):
            evidence.write("take-in", str(number), [message(str(number), random.randbytes(9))])
        stop.set()
        assert all(asker.result() > 0 for asker in askers)
    assert evidence.sql("SELECT count(*) FROM items") == [(10,)]
