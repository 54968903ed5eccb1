from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from case_builders import fill

from assay.case import Case
from assay.case.whole import absent
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from pathlib import Path

    import small_case


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A case of six shards, taken in and not judged."""
    with Case.create_or_open(tmp_path / "case") as case:
        for number in range(6):
            fill(case, f"s{number}", [str(number).encode()])
        case.custody.seal()
    return tmp_path / "case"


def test_all_is_there(sealed: Path, made: small_case.Made) -> None:
    for path in (sealed, made.path):
        with Case.open_whole(path) as case:
            assert list(absent(case)) == []


def test_a_case_without_anything_is_whole(empty: Path) -> None:
    Case.open_whole(empty).close()


def test_a_shard_that_is_gone_is_named_with_what_to_do(sealed: Path) -> None:
    (sealed / "evidence" / "take-in" / "s3.parquet").unlink()
    with pytest.raises(CaseDamaged, match=r"take-in/s3\.parquet of .* is gone.*examine the same sources again"):
        Case.open_whole(sealed)
    Case.open(sealed).close()


def test_many_are_counted(sealed: Path) -> None:
    for path in (sealed / "evidence" / "take-in").iterdir():
        path.unlink()
    with pytest.raises(CaseDamaged, match=r"s2\.parquet and 3 files more of .* are gone"):
        Case.open_whole(sealed)


def test_what_no_record_names_yet_is_no_matter(sealed: Path) -> None:
    with Case.create_or_open(sealed) as case:
        fill(case, "new", [b"n"])
    Case.open_whole(sealed).close()


@pytest.mark.parametrize("name", ["current", "1/0000.parquet"])
def test_verdicts_that_are_gone(breakable: small_case.Made, name: str) -> None:
    (breakable.path / "evidence" / "verdicts" / name).unlink()
    with pytest.raises(CaseDamaged, match=f"evidence/verdicts/{name} of"):
        Case.open_whole(breakable.path)


def test_a_judgement_between_commit_and_record_is_no_damage(breakable: small_case.Made) -> None:
    with Case.create_or_open(breakable.path) as case:
        case.evidence.write_verdicts("2", "0000", case.evidence.judged())
        case.evidence.commit_generation("2")
    Case.open_whole(breakable.path).close()


def test_once_it_was_sealed_again_it_is_whole_and_the_log_remembers(sealed: Path) -> None:
    (sealed / "evidence" / "take-in" / "s3.parquet").unlink()
    with Case.create_or_open(sealed) as case:
        case.custody.began([])
        fill(case, "again", [b"3"])
        assert case.custody.seal().facts["gone"] == ["s3.parquet", "s3.pack"]
        case.custody.ended({})
        problems = case.custody.verify().problems
    assert any("the shard s3.parquet is gone" in problem for problem in problems)
    Case.open_whole(sealed).close()
