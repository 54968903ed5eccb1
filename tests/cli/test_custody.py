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
    assert "8 items, 1 shards" in out
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
    assert "1 problems:" in out or "problems:" in out + err
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
