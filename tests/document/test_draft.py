from __future__ import annotations

import msgspec

from assay.document.bounds import Bounds
from assay.document.draft import Draft
from assay.model.extracted import Page, State


def test_pages_are_kept_until_there_is_no_room() -> None:
    draft = Draft("", Bounds(pages=2, characters=10))
    assert draft.page(1, "", "  four\0  ")
    assert not draft.page(2, "", "and more")
    assert draft.pages == [Page(1, "", "four"), Page(2, "", "and mo")]
    assert not draft.page(3, "", "x")
    assert draft.cut


def test_counted_pages_stay_when_they_are_empty() -> None:
    draft = Draft("", Bounds())
    draft.page(0, "", "")
    draft.page(1, "notes", "")
    draft.page(1, "", "")
    assert draft.pages == [Page(1, "", "")]


def test_lone_surrogates_can_be_kept() -> None:
    draft = Draft("", Bounds())
    draft.page(0, "\ud800", "a\udfff")
    draft.embed("\ud801\0", "", b"1")
    assert msgspec.json.encode([draft.pages, draft.embedded])
    assert draft.pages[0].text == "a\ufffd"


def test_too_many_files_and_bytes_are_left_out() -> None:
    draft = Draft("", Bounds(files=2, file_bytes=5))
    for data in (b"", b"1234", b"12", b"1", b"x"):
        draft.embed("a", "", data)
    assert [file.data for file in draft.embedded] == [b"1234", b"1"]
    assert draft.cut


def test_the_first_end_counts() -> None:
    draft = Draft("", Bounds())
    draft.end(State.ENCRYPTED, "locked")
    draft.end(State.UNREADABLE, "broken")
    assert (draft.state, draft.reason) == (State.ENCRYPTED, "locked")
