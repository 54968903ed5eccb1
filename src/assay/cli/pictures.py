"""How far OCR is with a case, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from assay.case.pictures import Pictures
from assay.cli.console import counted, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REASONS = 10


def pictures_told(found: Pictures) -> Iterator[str]:
    """Yield what OCR has read and what is left, in sentences; nothing where there is no picture large enough."""
    if not found.files:
        return
    files = counted(found.files, "picture or scan", "pictures and scans")
    if found.pages_left == found.pages:
        yield f"Text in pictures: {files} ({counted(found.pages, 'page', 'pages')}), none read by OCR"
        return
    pages = f" ({counted(found.pages_read, 'page', 'pages')})" if found.pages_read else ""
    read = f"text in {found.read:,} of {files}{pages}"
    rest = [
        f"{number:,} {what}"
        for number, what in (
            (found.illegible, "with nothing legible"),
            (found.failed, "failed, wholly or in part"),
            (found.left, f"left unread, wholly or in part ({counted(found.pages_left, 'page', 'pages')})"),
        )
        if number
    ]
    yield f"Text in pictures, by OCR: {'; '.join([read, *rest])}"


def show_pictures(facts: Mapping[str, Any], *, at_work: bool) -> None:
    """Print how far OCR is, why pictures failed, and how to go on.

    Args:
        facts: the fields of `Pictures`, and `command`.
        at_work: whether another command is working on the case.
    """
    found = msgspec.convert({name: value for name, value in facts.items() if name != "command"}, Pictures)
    for text in pictures_told(found):
        line(text)
    for reason, number in list(found.reasons.items())[:_REASONS]:
        line(f"  {counted(number, 'file', 'files')} failed: {reason}")
    if len(found.reasons) > _REASONS:
        line(f"  and {counted(len(found.reasons) - _REASONS, 'other reason', 'other reasons')}; --json lists them")
    if found.left and facts["command"] and not at_work:
        line(f"  To read what is left: {facts['command']}")
