from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from case_builders import message
from hostile_entries import entries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.case import Case, Judged
from assay.case.evidence import Evidence
from assay.model.entry import Entry, Kind
from assay.model.errors import CaseDamaged, UsageError
from assay.model.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    made = Evidence(tmp_path / "evidence", writable=True)
    made.prepare()
    return made


@given(st.lists(entries, max_size=3), st.lists(entries, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_what_was_written_is_read_by_both_ways(evidence: Evidence, one: list[Entry], other: list[Entry]) -> None:
    evidence.write("take-in", "b", other)
    evidence.write("take-in", "a", one)
    assert list(evidence.entries()) == one + other
    assert list(evidence.entries(where="true")) == one + other
    assert list(evidence.entries(shard="b")) == other
    assert evidence.sql("SELECT count(*), count(DISTINCT shard) FROM entries")[0][0] == len(one + other)
    subjects = evidence.sql("SELECT subject, attachments FROM entries ORDER BY shard, row")
    assert subjects == [(row.subject, list(row.attachments)) for row in one + other]


def test_shards_keep_what_their_writer_wants_to_know(evidence: Evidence) -> None:
    assert evidence.shards() == []
    path = evidence.write("take-in", "b", [], {"bytes": 7, "path": "\udcff"})
    evidence.write("take-in", "a", [])
    first, second = evidence.shards()
    assert (first.id, first.meta) == ("a", {})
    assert (second.id, second.meta, second.path) == ("b", {"bytes": 7, "path": "\udcff"}, path)
    assert evidence.shards("compare") == []


def test_passes_are_apart(evidence: Evidence) -> None:
    evidence.write("take-in", "a", [message("1")])
    evidence.write("compare", "a", [message("2")])
    assert [str(row.place) for row in evidence.entries("compare")] == ["2"]
    assert [str(row.place) for row in evidence.entries("compare", where="file = ?", params=["2"])] == ["2"]
    assert evidence.sql("SELECT path FROM entries") == [("1",)]


def test_a_shard_is_replaced_whole_and_an_exception_leaves_the_old_one(evidence: Evidence) -> None:
    evidence.write("take-in", "a", [message("1")])

    def fail() -> None:
        def rows() -> object:
            yield message("2")
            raise KeyboardInterrupt

        evidence.write("take-in", "a", rows())  # type: ignore[arg-type]

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [path.name for path in (evidence.folder / "take-in").iterdir()] == ["a.parquet"]
    assert evidence.sql("SELECT path FROM entries") == [("1",)]
    evidence.write("take-in", "a", [message("3")])
    assert evidence.sql("SELECT path FROM entries") == [("3",)]


def test_conditions_and_columns(evidence: Evidence) -> None:
    evidence.write("take-in", "a", [message(str(number), size=number, subject="s") for number in range(5)])
    found = list(evidence.entries(columns=["size"], where="size > ? AND kind = 'message'", params=[2]))
    assert [(row.size, row.subject, str(row.place)) for row in found] == [(3, "", "3"), (4, "", "4")]
    assert list(evidence.entries("no-such-pass", where="true")) == []
    with pytest.raises(ValueError, match="nonsense"):
        list(evidence.entries(columns=["nonsense"]))


def test_names_and_modes_are_checked(evidence: Evidence, tmp_path: Path) -> None:
    for name in ("../x", "a/b", "", "a\0"):
        with pytest.raises(ValueError, match="not a name"):
            evidence.write("take-in", name, [])
        with pytest.raises(ValueError, match="not a name"):
            evidence.write(name, "a", [])
        with pytest.raises(ValueError, match="not a name"):
            list(evidence.entries(shard=name))
    with pytest.raises(UsageError, match="reading only"):
        Evidence(tmp_path, writable=False).write("take-in", "a", [])


def test_a_damaged_shard_is_said(evidence: Evidence) -> None:
    path = evidence.write("take-in", "a", [message(str(number), text="text" * number) for number in range(500)])
    whole = path.read_bytes()
    for content in (b"", whole[:-1], whole[:1000], whole[:400] + bytes(200) + whole[600:]):
        path.write_bytes(content)
        evidence.close()
        with pytest.raises(CaseDamaged, match=r"a\.parquet can't be read"):
            list(evidence.entries())
        with pytest.raises(CaseDamaged, match="can't be read"):
            evidence.sql("SELECT * FROM entries")
        with pytest.raises(CaseDamaged, match="can't be read"):
            list(evidence.entries(where="true"))
    path.unlink()
    with pytest.raises(CaseDamaged):
        list(evidence.entries(shard="a"))


def test_what_was_left_half_written_is_removed(evidence: Evidence) -> None:
    left = evidence.folder / "take-in" / "a.parquet.77.tmp"
    left.write_bytes(b"half")
    assert list(evidence.entries()) == []
    evidence.prepare()
    assert not left.exists()


def judged(item: str, verdict: Verdict) -> Judged:
    return Judged(item, Judgement(verdict, True, -0.5, "because \udcff", ()))


def test_verdicts_are_seen_when_their_generation_is_committed(evidence: Evidence) -> None:
    first, second = judged("00", Verdict.UNPROVEN), judged("00", Verdict.SUSPECT)
    evidence.write_verdicts("1", "a", [first])
    assert evidence.generation() is None
    assert list(evidence.judged()) == []
    evidence.commit_generation("1")
    assert evidence.generation() == "1"
    evidence.write_verdicts("2", "a", [second, judged("11", Verdict.UNPROVEN)])
    assert list(evidence.judged()) == [first]
    evidence.commit_generation("2")
    assert list(evidence.judged("00")) == [second]
    assert evidence.sql(
        "SELECT item, verdict, in_part, score, explanation, findings, checked FROM verdicts LIMIT 1"
    ) == [("00", "suspect", True, -0.5, "because \udcff", "[]", "[]")]
    evidence.write_verdicts("3", "a", [])
    evidence.commit_generation("3")
    generations = {path.name for path in (evidence.folder / "verdicts").iterdir()}
    assert generations == {"2", "3", "current"}


def test_readers_see_what_another_process_writes(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as writer, Case.open(tmp_path / "case") as reader:
        assert reader.evidence.sql("SELECT * FROM entries") == []
        for number in range(3):
            writer.evidence.write("take-in", str(number), [message(str(number))])
            assert reader.evidence.sql("SELECT count(*) FROM entries") == [(number + 1,)]


MEMORY = """
import resource, sys
from pathlib import Path
from assay.case.evidence import Evidence
from assay.model.entry import Entry, Kind
from assay.model.place import Place
import random
words = [f"{random.random()}" for _ in range(1000)]
evidence = Evidence(Path(sys.argv[1]), writable=True)
def rows(count):
    for number in range(count):
        yield Entry(kind=Kind.MESSAGE, place=Place("s", str(number)), text=" ".join(random.choices(words, k=500)))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
def use(count):
    evidence.write("take-in", "a", rows(count))
    for _ in evidence.entries(): pass
    for _ in evidence.entries(where="kind = 'message'", columns=["text"]): pass
use(15000)
before = peak()
use(45000)
print(peak() - before)
"""


@pytest.mark.slow
def test_memory_stays_flat(tmp_path: Path) -> None:
    grown = subprocess.run([sys.executable, "-c", MEMORY, str(tmp_path)], capture_output=True, text=True, check=True)
    assert int(grown.stdout) < 150


def test_kinds_have_their_views(evidence: Evidence) -> None:
    evidence.write("take-in", "a", [message(kind.value, kind=kind) for kind in Kind])
    for view, kinds in {
        "entries": set(Kind),
        "places": {Kind.MESSAGE, Kind.DOCUMENT},
        "items": {Kind.DOCUMENT},
        "failures": {Kind.FAILURE},
    }.items():
        assert {row[0] for row in evidence.sql(f"SELECT kind FROM {view}")} == kinds, view  # noqa: S608
