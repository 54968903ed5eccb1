from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from assay.case import Case

if TYPE_CHECKING:
    from pathlib import Path

    import small_case
    from command_line import Run


def test_all_is_as_recorded(run: Run, made: small_case.Made) -> None:
    code, out, err = run("custody", "verify")
    assert (code, err) == (0, "")
    assert "8 items, 1 shard, 0 packs" in out
    assert "All is as recorded." in out
    with Case.open(made.path) as case:
        assert f"Merkle root of all items: {case.custody.verify().root}" in out
    assert "read again" not in out


def test_json(run: Run) -> None:
    facts = json.loads(run("custody", "verify", "--json")[1])
    assert (facts["ok"], facts["problems"], facts["items"]) == (True, [], 8)
    assert facts["root"] == facts["recorded_root"] != ""


def test_originals_are_read_only_when_asked(run: Run, made: small_case.Made) -> None:
    path = made.dump / "plain.eml"
    before = path.read_bytes()
    try:
        path.write_bytes(before[:-3] + b"!\r\n")
        assert run("custody", "verify")[0] == 0
        code, out, err = run("custody", "verify", "--originals")
        assert code == 3
        assert "plain.eml" in out
        assert "isn't what was recorded" in err
    finally:
        path.write_bytes(before)
    code, out, _ = run("custody", "verify", "--originals")
    assert (code, "originals read again" in out) == (0, True)


def test_a_changed_log_is_exit_3_and_named(run: Run, made: small_case.Made, tmp_path: Path) -> None:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    log = copy / "custody.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"items":8', b'"items":9'))
    assert log.read_bytes() != (made.path / "custody.jsonl").read_bytes()
    code, out, err = run("custody", "verify", case=copy)
    assert code == 3
    assert "1 problem:" in out
    assert "isn't what was recorded" in err
    facts = json.loads(run("custody", "verify", "--json", case=copy)[1])
    assert facts["ok"] is False
    assert facts["problems"]


def test_a_lost_shard_is_exit_3(run: Run, made: small_case.Made, tmp_path: Path) -> None:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    (copy / "evidence" / "take-in" / "0000.parquet").unlink()
    code, out, _ = run("custody", "verify", case=copy)
    assert code == 3
    assert "0000" in out


def test_an_empty_case(run: Run, empty: Path) -> None:
    code, out, _ = run("custody", "verify", case=empty)
    assert code == 0
    assert "0 items" in out


def test_a_noted_hash_shows_what_nothing_else_does(run: Run, breakable: small_case.Made) -> None:
    with Case.create_or_open(breakable.path) as case:
        case.custody.began(["dump"])
        case.custody.ended({})
    head = json.loads(run("custody", "verify", "--json", case=breakable.path)[1])["head"]
    assert run("custody", "verify", "--head", head, case=breakable.path)[0] == 0
    log = breakable.path / "custody.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-2]))
    assert run("custody", "verify", case=breakable.path)[0] == 0
    code, out, _ = run("custody", "verify", "--head", head[:20], case=breakable.path)
    assert code == 3
    assert "cut off" in out


def test_what_is_no_hash_is_wrong_use(run: Run) -> None:
    code, out, err = run("custody", "verify", "--head", "xyz")
    assert (code, out) == (2, "")
    assert "no hash of a record" in err


def test_a_run_that_was_broken_off_is_told_and_no_damage(run: Run, breakable: small_case.Made) -> None:
    with Case.create_or_open(breakable.path) as case:
        case.custody.began(["dump"])
        case.evidence.write("take-in", "0001", [])
    code, out, _ = run("custody", "verify", case=breakable.path)
    assert code == 0
    assert "hasn't come to its end" in out
    assert "0001.parquet isn't recorded yet" in out
    assert json.loads(run("custody", "verify", "--json", case=breakable.path)[1])["finished"] is False


def test_a_shard_put_there_by_somebody_is_exit_3(run: Run, breakable: small_case.Made) -> None:
    folder = breakable.path / "evidence" / "take-in"
    shutil.copy(folder / "0000.parquet", folder / "0001.parquet")
    code, out, _ = run("custody", "verify", case=breakable.path)
    assert code == 3
    assert "no record of the log names 0001.parquet" in out
