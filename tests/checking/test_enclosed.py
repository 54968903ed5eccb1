from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.checking.check import Checker
from assay.checking.enclosed import file_changes
from assay.checking.library import Text
from assay.checking.offered import Enclosed
from assay.checking.result import Outcome
from assay.checking.terms import Written
from assay.model.extracted import Page
from checking.conftest import MAIL

if TYPE_CHECKING:
    from assay.case import Case

MOVED = "X-Folder: Inbox\r\n" + MAIL
PICTURE = (
    "--b1\r\nContent-Type: image/gif\r\n"
    'Content-Disposition: attachment; filename="seal.gif"\r\n\r\nGIF89a\r\n--b1--\r\n'
)


@pytest.mark.parametrize(
    ("change", "kind", "dump", "here"),
    [
        (("7,300", "73,000"), "amount", "7,300", "73,000"),
        (("--b1--\r\n", PICTURE), "added", "", "seal.gif"),
        (("filename=minutes.txt", "filename=other.txt"), "", "", ""),
        (("attachment; filename=minutes.txt", "inline"), "words", "", ""),
    ],
    ids=["another amount in the file", "a file more", "only the name", "not a file any more"],
)
def test_the_files_of_a_mail_are_compared(
    checked_case: Case, change: tuple[str, str], kind: str, dump: str, here: str
) -> None:
    found = Checker(checked_case).check("m.eml", MOVED.replace(*change).encode(), ocr=False)
    if not kind:
        assert found.outcome is Outcome.IDENTICAL
        return
    assert found.outcome is Outcome.ALTERED
    if here:
        assert found.changes[0].kind == kind
        assert (dump in found.changes[0].dump, here in found.changes[0].here) == (True, True)


def test_a_file_without_text_is_told_by_its_bytes() -> None:
    changes, resaved = file_changes([Enclosed("a" * 64, "x.jpg")], [("b" * 64, "X.jpg")], lambda _: None)
    assert [(one.kind, one.dump, one.here) for one in changes] == [
        ("file", f"X.jpg ({'b' * 12})", f"x.jpg ({'a' * 12})")
    ]
    assert resaved == ()


def test_files_are_paired_by_name_and_what_is_left_is_named() -> None:
    here = [Enclosed("1" * 64, "b.jpg"), Enclosed("2" * 64, "new.jpg")]
    dump = [("3" * 64, "a.jpg"), ("4" * 64, "b.jpg"), ("5" * 64, "c.jpg")]
    changes, _ = file_changes(here, dump, lambda _: None)
    assert [(one.kind, one.dump[:5], one.here[:5]) for one in changes] == [
        ("left out", "c.jpg", ""), ("file", "b.jpg", "b.jpg"), ("file", "a.jpg", "new.j"),
    ]  # fmt: skip
    assert file_changes([Enclosed("3" * 64, "z")], dump[:1], lambda _: None) == ((), ())


def test_a_file_whose_text_in_the_dump_ocr_read_is_told_by_its_bytes() -> None:
    there = Text("b" * 64, "c" * 64, "x.pdf", Written.of(["one two"]), ocr=True)
    changes, _ = file_changes(
        [Enclosed("a" * 64, "x.pdf", (Page(1, "", "one too"),))], [("b" * 64, "x.pdf")], lambda _: there
    )
    assert [one.kind for one in changes] == ["file"]
