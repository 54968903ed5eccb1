from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from assay.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import small_case


def shard(case: Path) -> Path:
    return next((case / "evidence" / "verdicts" / "1").glob("*.parquet"))


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


TAMPERING: dict[str, tuple[Callable[[Path], object], str]] = {
    "altered": (lambda case: rewrite(shard(case), lambda data: data[:-9] + b"x" + data[-8:]), "were changed"),
    "cut": (lambda case: rewrite(shard(case), lambda data: data[:-20]), "were changed"),
    "gone": (lambda case: shard(case).unlink(), "are gone"),
    "added": (lambda case: shutil.copy(shard(case), shard(case).with_name("0001.parquet")), "were added"),
    "other generation": (
        lambda case: (
            shutil.copytree(shard(case).parent, shard(case).parent.with_name("2")),
            (case / "evidence" / "verdicts" / "current").write_text("2\n"),
        ),
        "aren't those that the log names",
    ),
    "no generation": (
        lambda case: (case / "evidence" / "verdicts" / "current").unlink(),
        "aren't those that the log names",
    ),
    "key added": (lambda case: rewrite(case / "keys.jsonl", lambda data: data + data), "keys.jsonl isn't what"),
    "keys gone": (lambda case: (case / "keys.jsonl").unlink(), "keys.jsonl is gone"),
    "generation nobody can name": (
        lambda case: (case / "evidence" / "verdicts" / "current").write_bytes(b"../../\xff"),
        "names no verdicts",
    ),
    "log cut": (
        lambda case: rewrite(case / "custody.jsonl", lambda data: b"".join(data.splitlines(keepends=True)[:-1])),
        "the log's end was cut off",
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_with_verdicts_keys_and_log_is_seen(made: small_case.Made, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    change, says = TAMPERING[name]
    with Case.open(copy) as case:
        assert case.custody.verify().ok
    change(copy)
    with Case.open(copy) as case:
        problems = case.custody.verify().problems
    assert any(says in problem for problem in problems)


def test_keys_may_change_where_the_log_says_so(made: small_case.Made, tmp_path: Path) -> None:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    with Case.create_or_open(copy) as case:
        rewrite(copy / "keys.jsonl", lambda data: data + b"\n")
        assert not case.custody.verify().ok
        case.custody.append("keys fetched", {"new": 0})
        assert case.custody.verify().ok


def test_a_run_killed_when_its_verdicts_became_the_current_ones_changed_nothing(
    made: small_case.Made, tmp_path: Path
) -> None:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    verdicts = copy / "evidence" / "verdicts"
    shutil.copytree(verdicts / "1", verdicts / "2")
    with Case.create_or_open(copy) as case:
        case.custody.judging("2")
        assert case.custody.verify().ok, "not yet the current ones"
        (verdicts / "current").write_text("2\n")
        assert case.custody.verify().ok, "killed right after"
        rewrite(next((verdicts / "2").glob("*.parquet")), lambda data: data[:-9] + b"x" + data[-8:])
        assert not case.custody.verify().ok
        case.custody.judged("2", {})
        (verdicts / "current").write_text("1\n")
        assert not case.custody.verify().ok, "an older generation in the place of the last one"
