from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case, versions
from assay.case.whole import absent
from assay.model.errors import CaseDamaged
from assay.model.versions import Age, Group, Sort, Source, Version

if TYPE_CHECKING:
    from pathlib import Path


def version(name: str) -> Version:
    return Version(
        sha256=name,
        item=f"mail of {name}",
        name="plan \udc80\x1b.docx",
        size=7,
        carriers=("m",),
        mails=3,
        seconds=1.5,
        by=Source.MAIL,
        ages=(Age(Source.MAIL, 1.5, mail="m"), Age(Source.REVISION, number=4)),
        conflicts=("It can't be.",),
    )


ONE = Group(1, Sort.VERSIONS, False, (version("b"), version("a")))
FORM = Group(2, Sort.FORM, False, tuple(version(f"form {number}") for number in range(2_500)))
LOOKS = Group(3, Sort.VERSIONS, True, (version("a"), version("c")))
ALL = [ONE, FORM, LOOKS]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    with Case.create_or_open(tmp_path / "case") as case:
        assert list(versions.groups(case.evidence)) == []
        versions.keep(case.evidence, "first", ALL)
        assert list(versions.groups(case.evidence)) == []
        assert list(versions.groups(case.evidence, generation="first")) == ALL
        case.evidence.commit_generation("first")
        case.custody.judged("first", {})
    return tmp_path / "case"


def test_they_come_back_as_they_were(kept: Path) -> None:
    with Case.open(kept) as case:
        assert list(versions.groups(case.evidence)) == ALL
        assert list(versions.groups(case.evidence, sort=Sort.VERSIONS)) == [ONE, LOOKS]


def test_the_groups_of_a_file_are_whole(kept: Path) -> None:
    with Case.open(kept) as case:
        assert versions.groups_of(case.evidence, {"a"}) == [ONE, LOOKS]
        assert versions.groups_of(case.evidence, {"form 2400"}) == [FORM]
        assert versions.groups_of(case.evidence, {"nowhere"}) == []
        assert versions.groups_of(case.evidence, set()) == []


def test_the_log_knows_them(kept: Path) -> None:
    with Case.open(kept) as case:
        assert case.custody.verify().ok
        assert list(absent(case)) == []
    (path,) = (kept / "evidence" / "verdicts" / "first").rglob("groups.parquet")
    data = path.read_bytes()
    path.write_bytes(data[:-9] + bytes(9))
    with Case.open(kept) as case:
        assert "versions/groups.parquet were changed" in " ".join(case.custody.verify().problems)
        with pytest.raises(CaseDamaged):
            list(versions.groups(case.evidence))
    path.unlink()
    with Case.open(kept) as case:
        assert list(absent(case)) == ["evidence/verdicts/first/versions/groups.parquet"]
