from __future__ import annotations

import pytest
from msgspec.structs import replace

from assay.case.outside import Outside, Told
from assay.cli.outside import NAMED, meaning, told, unneeded


def one(number: int = 1, *, items: int = 1, lost: int = 0, taken: bool = True, why: str = "") -> Told:
    return Told("dump", f"{number}.eml", f"/media/dump/{number}.eml", items, lost, taken, why)


def test_nothing_happened() -> None:
    assert list(told(Outside(files=3))) == list(meaning(Outside(files=3))) == []
    assert unneeded(Outside()) == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("gone", "is gone"),
        ("unreadable", "can't be read (Permission denied)"),
        ("changed", "has changed since it was taken in"),
        ("unread", "has another size or time than when it was taken in; what is in there now wasn't read"),
        ("grown", "has grown, and all that was taken in before is still there as it was"),
        ("touched", "has another time or size, but all that was taken in is there as it was"),
    ],
)
def test_one_file(kind: str, text: str) -> None:
    assert list(told(Outside(files=9, **{kind: (one(why="Permission denied"),)}))) == [
        f"1 original file {text}: dump/1.eml"
    ]


def test_several_files_are_counted_and_some_are_named() -> None:
    many = tuple(one(number) for number in range(NAMED + 1_000))
    (text,) = told(Outside(gone=many))
    assert text.startswith("1,005 original files are gone: dump/0.eml, ")
    assert text.endswith("dump/4.eml and 1,000 more")
    for kind in ("changed", "unread", "grown", "touched"):
        (text,) = told(Outside(**{kind: many}))
        assert text.startswith("1,005 original files have ")


def test_a_part_of_a_file_is_counted() -> None:
    assert "dump/1.eml (2 of 30 items)" in next(told(Outside(changed=(one(items=30, lost=2),))))


def test_a_source_that_is_one_file_is_named_once() -> None:
    box = Told("inbox.mbox", "inbox.mbox", "/media/inbox.mbox", 3, 3)
    assert list(told(Outside(gone=(box,)))) == ["1 original file is gone: inbox.mbox"]


def test_a_source_that_is_away_is_told_as_one_thing() -> None:
    elsewhere = replace(one(7), source="other")
    first, second = told(Outside(gone=(one(1), one(2), elsewhere), missing=("dump",)))
    assert first.startswith("The source dump isn't where it was: 2 original files are gone with it")
    assert "`now`" in first
    assert second == "1 original file is gone: other/7.eml"


def test_what_it_means_is_told_where_something_is_lost() -> None:
    lost = " ".join(meaning(Outside(gone=(one(lost=1),))))
    assert "stays in the case" in lost
    assert "custody verify --originals" in lost
    assert "--copy" in lost
    assert "--originals" not in " ".join(meaning(Outside(gone=(one(lost=1),)), advise=False))
    assert not list(meaning(Outside(touched=(one(),))))


def test_whether_the_case_has_what_they_hold_now() -> None:
    assert "were taken in again as they are now" in " ".join(meaning(Outside(grown=(one(),))))
    new = " ".join(meaning(Outside(grown=(one(taken=False),))))
    assert "examine the source again" in new
    assert "taken in again" not in new
    doubt = " ".join(meaning(Outside(unread=(one(taken=False),))))
    assert "--originals reads every original" in doubt


def test_files_that_nothing_is_read_from() -> None:
    found = unneeded(Outside(unneeded=(one(1, why="gone"), one(2, why="another size or time"), one(3, why="gone"))))
    assert "2 are gone, 1 is other than when first taken in: dump/1.eml, dump/2.eml, dump/3.eml" in found
