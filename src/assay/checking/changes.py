"""What kind of change a difference is: an amount, a date, an account number, a name, or words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.checking.align import shown
from assay.checking.result import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.checking.align import Gap
    from assay.document.prints import Word

MOST = 50
AROUND = 5
_SIGNS = 9
"""Signs around a number by which it's told what it counts: a currency, the rest of a date."""
_KINDS = (
    ("account", re.compile(r"(?i)\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,}\b|\b\d{12,}\b")),
    ("address", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://|www\.")),
    (
        "date",
        re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b\d{1,2}(?:er|st|nd|rd|th)?[ ][^\W\d_]{3,9}\.?[ ]\d{4}\b"),
    ),
    ("amount", re.compile(r"[€$£]|\b(?:euros?|EUR|USD|GBP|CHF|dollars?|pounds?|k€|M€|millions?|milliards?)\b")),
    ("number", re.compile(r"\d")),
)
ORDER = ("amount", "account", "date", "number", "address", "name", "field", "file", "words", "left out", "added")


def changes(
    gaps: Sequence[Gap], here: tuple[str, Sequence[Word]], dump: tuple[str, Sequence[Word]]
) -> tuple[Change, ...]:
    """The differences for people: numbers first, then names, then other words.

    Args:
        gaps: where the texts differ.
        here: the checked text, cleaned, and its words.
        dump: the text of the dump, likewise.
    """
    found = [_change(gap, here, dump) for gap in gaps]
    return tuple(sorted(found, key=lambda one: ORDER.index(one.kind))[:MOST])


def _change(gap: Gap, here: tuple[str, Sequence[Word]], dump: tuple[str, Sequence[Word]]) -> Change:
    there, now = shown(*dump, *gap.dump), shown(*here, *gap.here)
    first, last = gap.here
    before = shown(*here, max(0, first - AROUND), first)
    after = shown(*here, last, min(len(here[1]), last + AROUND))
    kind = _kind(there, now, _around(*dump, *gap.dump), _around(*here, *gap.here))
    return Change(kind, there, now, before, after)


def _around(text: str, found: Sequence[Word], start: int, end: int) -> str:
    """The words of a range with a few signs before and after, as they are written."""
    if not start < end <= len(found):
        return ""
    return text[max(0, found[start].start - _SIGNS) : found[end - 1].end + _SIGNS]


def _kind(dump: str, here: str, dump_context: str, here_context: str) -> str:
    if re.search(r"\d", dump) or re.search(r"\d", here):
        for kind, form in _KINDS:
            if form.search(dump) or form.search(here) or (kind in {"amount", "date"} and (
                form.search(dump_context) and form.search(here_context))):  # fmt: skip
                return kind
    if not dump:
        return "added"
    if not here:
        return "left out"
    names = [word for word in (*dump.split(), *here.split()) if word[:1].isupper()]
    few = len(dump.split()) <= 3 and len(here.split()) <= 3  # noqa: PLR2004 - names have few words
    return "name" if names and few else "words"
