from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import small_case
from assay.case import Case
from assay.model.entry import Entry, Kind
from assay.model.place import Place

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from command_line import Run


def test_all_is_as_recorded(run: Run, made: small_case.Made) -> None:
    code, out, err = run("custody", "verify")
    assert (code, err) == (0, "")
    assert "8 items, 1 shard, 0 packs" in out
    closing = out.splitlines()[-1]
    assert closing == (
        "The case is as recorded. 8 original files outside it have the recorded size and time; their bytes weren't "
        "read: --originals reads them."
    )
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
    assert out.splitlines()[-1] == "All is as recorded, and every original was read."


def test_an_original_that_is_gone_or_other_is_exit_1_and_named(run: Run, tmp_path: Path) -> None:
    made = small_case.build(tmp_path)
    (made.dump / "plain.eml").unlink()
    (made.dump / "undated.eml").write_bytes(b"short")
    code, out, err = run("custody", "verify", case=made.path)
    assert code == 1
    assert "1 original file is gone: dump/plain.eml." in out
    assert "1 original file has changed since it was taken in: dump/undated.eml." in out
    assert "All is as recorded" not in out
    assert out.splitlines()[-1].startswith(
        "The case is as recorded. 6 original files outside it have the recorded size"
    )
    assert "originals outside it are gone or changed" in err
    facts = json.loads(run("custody", "verify", "--json", case=made.path)[1])
    assert (facts["ok"], facts["outside"]["files"], len(facts["outside"]["gone"])) == (True, 8, 1)
    code, out, _ = run("custody", "verify", "--originals", case=made.path)
    assert (code, out.splitlines()[-1]) == (3, "Not all is as recorded.")


def test_an_original_that_only_grew_is_told_and_no_problem(run: Run, tmp_path: Path) -> None:
    made = small_case.build(tmp_path)
    with (made.dump / "plain.eml").open("ab") as file:
        file.write(b"more")
    for options in ((), ("--originals",)):
        code, out, _ = run("custody", "verify", *options, case=made.path)
        assert code == 0
        assert "has grown, and all that was taken in before is still there" in out


def test_what_would_take_long_to_read_is_left_in_doubt(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small_case.build(tmp_path)
    with (made.dump / "plain.eml").open("ab") as file:
        file.write(b"more")
    monkeypatch.setattr("assay.cli.custody.MUCH", 10)
    code, out, err = run("custody", "verify", case=made.path)
    assert code == 1
    assert "what is in there now wasn't read: dump/plain.eml" in out
    assert "may have changed; --originals tells" in err
    assert run("custody", "verify", "--originals", case=made.path)[0] == 0


def test_a_case_that_has_all_originals_says_so(run: Run, tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        with case.originals.pack_writer("one") as pack:
            stored = pack.append(b"a")
        digest = hashlib.sha256(b"a").hexdigest()
        entry = Entry(kind=Kind.MESSAGE, place=Place("dump", "a.zip"), stored=stored, sha256=digest, size=1)
        case.evidence.write("take-in", "one", [entry])
        case.custody.seal()
    code, out, _ = run("custody", "verify", case=tmp_path / "case")
    assert (code, out.splitlines()[-1]) == (0, "The case is as recorded. The originals are in it.")


def test_a_case_too_damaged_to_tell_its_originals(run: Run, breakable: small_case.Made) -> None:
    (breakable.path / "evidence" / "take-in" / "0000.parquet").write_bytes(b"junk")
    code, out, _ = run("custody", "verify", case=breakable.path)
    assert (code, out.splitlines()[-1]) == (3, "The case isn't as recorded.")


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
