"""What kind of change a difference is: an amount, a date, an account number, a name, or words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.checking.align import Gap
from assay.checking.around import account_around, day_around, is_one_number, number_end
from assay.checking.result import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assay.checking.around import Whole
    from assay.checking.terms import Written

MOST = 50
AROUND = 5
NEAR = 2
"""Words between two places that are shown as one: of a date, or of a name, one word may be the same by chance."""
_LONGEST = 8
"""Words of what is shown as one."""
_SIGNS = 9
"""Signs around a number by which it's told what it counts: a currency, the rest of a date."""
_CURRENCY = r"[€$£]|\b(?:euros?|EUR|USD|GBP|CHF|dollars?|pounds?|k€|M€|millions?|milliards?)\b"
_KINDS = (
    ("account", re.compile(r"(?i)\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,}\b|\b\d{12,}\b")),
    ("address", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://|www\.")),
    (
        "date",
        re.compile(
            r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b\d{1,2}(?:er|st|nd|rd|th)?[ ][^\W\d_]{3,9}\.?[ ]\d{4}\b|"
            r"\b[^\W\d_]{3,9}\.?[ ]\d{1,2}(?:st|nd|rd|th)?,?[ ]\d{4}\b"
        ),
    ),
    ("amount", re.compile(_CURRENCY)),
    ("reference", re.compile(r"(?i)(?:\bn[o°º]\.?|\bnum[eé]ro|\bnumber|\br[eé]f(?:\.|[eé]rences?)?|#)\s?:?\s?\S*\d")),
    ("number", re.compile(r"\d")),
)
_CONTEXT = frozenset({"amount", "date", "reference"})
ORDER = ("amount", "account", "date", "reference", "number", "address", "name", "field", "file", "words", "left out",
         "added")  # fmt: skip
_FEW = 6
"""Words of a name at most."""


def changes(gaps: Iterable[Gap], here: Written, dump: Written) -> tuple[Change, ...]:
    """The differences for people: numbers first, then names, then other words.

    Args:
        gaps: where the texts differ.
        here: the checked text.
        dump: the text of the dump.
    """
    return in_order(_change(gap, here, dump) for gap in joined(tuple(gaps)))


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that people look at first, first; `MOST` at most."""
    return tuple(sorted(dict.fromkeys(found), key=lambda one: ORDER.index(one.kind))[:MOST])


def joined(gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps with those as one that a word or two divide and that replace words on both sides."""
    found: list[Gap] = []
    for gap in gaps:
        before = found[-1] if found else None
        if (
            before is not None
            and _replaces(before)
            and _replaces(gap)
            and 0 <= gap.dump[0] - before.dump[1] <= NEAR
            and gap.dump[0] - before.dump[1] == gap.here[0] - before.here[1]
            and max(gap.dump[1] - before.dump[0], gap.here[1] - before.here[0]) <= _LONGEST
        ):
            found[-1] = Gap((before.dump[0], gap.dump[1]), (before.here[0], gap.here[1]))
        else:
            found.append(gap)
    return found


def other_sign(at: int, there: int, here: Written, dump: Written) -> Change:
    """The change of what stands beside a number: which word of the checked text, and of the dump's."""
    now, then = _around(here, at, at + 1), _around(dump, there, there + 1)
    kind = "amount" if re.search(_CURRENCY, now + then) else "number"
    before = here.shown(max(0, at - AROUND), at)
    return Change(kind, _signed(dump, there), _signed(here, at), before, here.shown(at + 1, at + 1 + AROUND))


def _signed(written: Written, at: int) -> str:
    """A number with the signs that touch it, and a currency."""
    start, end = written.found[at].start, written.found[number_end(written, at) - 1].end
    while start and not written.text[start - 1].isspace() and not written.text[start - 1].isalnum():
        start -= 1
    while end < len(written.text) and not written.text[end].isspace() and not written.text[end].isalnum():
        end += 1
    behind = written.text[end : end + 2].strip()
    return f"{written.text[start:end]} {behind}" if behind[:1] in {"€", "$", "£", "%"} else written.text[start:end]


def _replaces(gap: Gap) -> bool:
    return gap.dump[0] < gap.dump[1] and gap.here[0] < gap.here[1]


def _widened(gap: Gap, here: Written, dump: Written) -> Gap:
    """With the rest of the number or the date in which the words stand, so that it's shown whole."""
    (start, end), (first, last) = gap.dump, gap.here
    while start and first and is_one_number(dump, start - 1) and is_one_number(here, first - 1):
        start, first = start - 1, first - 1
    while (
        end < len(dump.found)
        and last < len(here.found)
        and is_one_number(dump, end - 1)
        and is_one_number(here, last - 1)
    ):
        end, last = end + 1, last + 1
    return Gap((start, end), (first, last))


def _whole_of(
    gap: Gap, here: Written, dump: Written, around: Callable[[Written, int, int], Whole | None]
) -> Gap | None:
    """With the whole of what a gap is part of, in both texts; None where it's no part of such in one of them."""
    there, now = around(dump, *gap.dump), around(here, *gap.here)
    if there is None or now is None:
        return None
    return Gap((there.start, there.end), (now.start, now.end))


def _change(gap: Gap, here: Written, dump: Written) -> Change:
    kind = ""
    if _replaces(gap):
        wholes = (("date", day_around), ("account", account_around))
        found = ((name, _whole_of(gap, here, dump, around)) for name, around in wholes)
        kind, gap = next(((name, one) for name, one in found if one is not None), ("", _widened(gap, here, dump)))
    there, now = dump.shown(*gap.dump), here.shown(*gap.here)
    first, last = gap.here
    before = here.shown(max(0, first - AROUND), first)
    after = here.shown(last, min(len(here.found), last + AROUND))
    return Change(kind or _kind(gap, here, dump, there, now), there, now, before, after)


def _around(written: Written, start: int, end: int) -> str:
    """The words of a range with a few signs before and after, as they are written."""
    found = written.found
    if not start < end <= len(found):
        return ""
    return written.text[max(0, found[start].start - _SIGNS) : found[end - 1].end + _SIGNS]


def _kind(gap: Gap, here: Written, dump: Written, there: str, now: str) -> str:
    if re.search(r"\d", there) or re.search(r"\d", now):
        near = [_around(dump, *gap.dump), _around(here, *gap.here)]
        for kind, form in _KINDS:
            if form.search(there) or form.search(now) or (kind in _CONTEXT and all(map(form.search, near))):
                return kind
    if not there:
        return "added"
    if not now:
        return "left out"
    return "name" if _is_name(there) and _is_name(now) else "words"


def _is_name(text: str) -> bool:
    """Whether words are a name, but for one that may be the same by chance."""
    written = text.split()
    return sum(word[:1].isupper() for word in written) >= max(1, len(written) - 1) and len(written) <= _FEW
