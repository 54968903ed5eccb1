from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.case.log import START, TORN, Log
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, count: int = 3) -> Log:
    log = Log(folder / "custody.jsonl")
    log.prepare()
    for number in range(count):
        log.append("event", {"number": number, "path": "\udcff\x1a\n"})
    return log


def test_records_are_bound_to_each_other(tmp_path: Path) -> None:
    log = written(tmp_path)
    records = list(log.records())
    assert [record.seq for record in records] == [1, 2, 3]
    assert [record.prev for record in records] == [START, records[0].hash, records[1].hash]
    assert all(record.user and record.host and record.tool and record.time.endswith("+00:00") for record in records)
    assert list(log.problems()) == []


def test_the_hash_can_be_computed_without_this_tool(tmp_path: Path) -> None:
    written(tmp_path)
    for line in (tmp_path / "custody.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        claimed = record.pop("hash")
        canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == claimed


def test_a_reopened_log_goes_on(tmp_path: Path) -> None:
    written(tmp_path)
    again = Log(tmp_path / "custody.jsonl")
    again.prepare()
    assert again.append("more", {}).seq == 4
    assert list(again.problems()) == []


@given(st.integers(1, 10_000), st.integers(0, 3))
@settings(max_examples=60)
def test_a_line_torn_anywhere_is_set_aside_and_said(
    tmp_path_factory: pytest.TempPathFactory, cut: int, more: int
) -> None:
    log = written(tmp_path_factory.mktemp("log"))
    whole = log.path.read_bytes()
    lines = whole.splitlines(keepends=True)
    kept = sum(map(len, lines[:2]))
    log.path.write_bytes(whole[: kept + cut % len(lines[2])])
    torn = log.path.read_bytes()[kept:]
    again = Log(log.path)
    again.prepare()
    for number in range(more):
        again.append("after", {"number": number})
    assert list(again.problems()) == []
    records = list(again.records())
    whole_line_without_end = lines[2].removesuffix(b"\n") == torn
    expected = ["event"] * (3 if whole_line_without_end else 2)
    if torn and not whole_line_without_end:
        expected.append(TORN)
        assert records[2].facts["lines"][0]["sha256"] == hashlib.sha256(torn).hexdigest()
        assert torn in log.path.read_bytes()
    assert [record.event for record in records] == expected + ["after"] * more


def test_torn_twice(tmp_path: Path) -> None:
    log = written(tmp_path)
    for _ in range(2):
        with log.path.open("ab") as file:
            file.write(b'{"seq": 4, "ti')
        log = Log(log.path)
        log.prepare()
    log.path.write_bytes(log.path.read_bytes()[:-40])
    log = Log(log.path)
    log.prepare()
    assert list(log.problems()) == []
    assert log.append("after", {}).event == "after"
    assert list(log.problems()) == []


def changed(line: bytes, **fields: object) -> bytes:
    return json.dumps(json.loads(line) | fields, separators=(",", ":")).encode()


def test_tampering_is_seen(tmp_path: Path) -> None:
    log = written(tmp_path, 4)
    lines = log.path.read_bytes().splitlines()

    def problems(*lines: bytes) -> str:
        log.path.write_bytes(b"".join(line + b"\n" for line in lines))
        return "; ".join(log.problems())

    assert problems(*lines) == ""
    assert "record 2) was changed" in problems(lines[0], changed(lines[1], event="x"), *lines[2:])
    assert "record 3) doesn't follow" in problems(lines[0], *lines[2:])
    assert "doesn't follow" in problems(lines[0], lines[2], lines[1], lines[3])
    assert "doesn't follow" in problems(lines[0], lines[1], lines[1], *lines[2:])
    assert "line 2 can't be read" in problems(lines[0], b"junk", *lines[1:])
    assert "line 5 can't be read" in problems(*lines, b"junk")
    assert "record 2) doesn't follow" in problems(*lines[1:])


def test_nothing_is_appended_to_a_forged_record(tmp_path: Path) -> None:
    log = written(tmp_path)
    lines = log.path.read_bytes().splitlines()
    log.path.write_bytes(lines[0] + b"\n" + changed(lines[1], event="x") + b"\n")
    with pytest.raises(CaseDamaged, match="was changed"):
        Log(log.path).prepare()
