"""Original files that aren't as they were when they were taken in: which, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.cli.console import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.case.outside import Outside, Told

NAMED = 5
"""How many files a line names; the rest is counted."""
_ONE, _MANY = "original file", "original files"


def told(outside: Outside) -> Iterator[str]:
    """Yield a line for each thing that happened to original files; may quote the dump."""
    yield from _gone(outside)
    reasons = dict.fromkeys(one.why for one in outside.unreadable)
    for why in reasons:
        ones = [one for one in outside.unreadable if one.why == why]
        yield f"{counted(len(ones), _ONE, _MANY)} can't be read ({why}): {_names(ones)}"
    if outside.changed:
        verb = _verb(outside.changed, "has", "have")
        yield f"{verb} changed since {_it(outside.changed)} taken in: {_names(outside.changed)}"
    if outside.unread:
        verb = _verb(outside.unread, "has", "have")
        when = f"another size or time than when {_it(outside.unread)} taken in"
        yield f"{verb} {when}; what is in there now wasn't read: {_names(outside.unread)}"
    if outside.grown:
        yield (
            f"{_verb(outside.grown, 'has', 'have')} grown, and all that was taken in before is still there as it was: "
            f"{_names(outside.grown)}"
        )
    if outside.touched:
        verb = _verb(outside.touched, "has", "have")
        yield f"{verb} another time or size, but all that was taken in is there as it was: {_names(outside.touched)}"


def meaning(outside: Outside, *, advise: bool = True) -> Iterator[str]:
    """Yield what it means that items can't be read any more, and, if asked to advise, what can be done."""
    other = (*outside.changed, *outside.grown)
    if any(one.taken for one in other):
        yield "Changed and grown files were taken in again as they are now, beside what was taken in before."
    if not all(one.taken for one in (*other, *outside.unread)):
        yield "What is new in changed or grown files isn't in the case yet: examine the source again with this case."
    if outside.lost:
        yield (
            "What was taken in before from files that are gone or changed stays in the case, with the evidence "
            "recorded then; its bytes can't be read from there until the files are back as they were."
        )
    if outside.unread and advise:
        yield "Whether what was taken in is still there: assay custody verify --originals reads every original."
    elif outside.lost and advise:
        yield (
            "assay custody verify --originals reads every original that is left. A new case made with assay examine "
            "--copy keeps copies of its own."
        )


def unneeded(outside: Outside) -> str:
    """What happened to files from which no item is read; empty where nothing did."""
    if not outside.unneeded:
        return ""
    gone = sum(1 for one in outside.unneeded if one.why == "gone")
    other = len(outside.unneeded) - gone
    what = ", ".join(
        filter(
            None,
            (
                f"{gone:,} {'is' if gone == 1 else 'are'} gone" if gone else "",
                f"{other:,} {'is' if other == 1 else 'are'} other than when first taken in" if other else "",
            ),
        )
    )
    which = "the files from which no item is read (what was in them is in the case, or couldn't be taken in)"
    return f"Of {which} {what}: {_names(outside.unneeded)}"


def _gone(outside: Outside) -> Iterator[str]:
    rest = [one for one in outside.gone if one.source not in outside.missing]
    for label in outside.missing:
        ones = [one for one in outside.gone if one.source == label]
        if ones:
            yield (
                f"The source {label} isn't where it was: {_verb(ones, 'is', 'are')} gone with it. If it has moved, "
                "write its new path into case.json, as `now` of this source"
            )
    if rest:
        yield f"{_verb(rest, 'is', 'are')} gone: {_names(rest)}"


def _verb(ones: Sequence[Told], one: str, many: str) -> str:
    return f"{counted(len(ones), _ONE, _MANY)} {one if len(ones) == 1 else many}"


def _it(ones: Sequence[Told]) -> str:
    return "it was" if len(ones) == 1 else "they were"


def _names(ones: Sequence[Told]) -> str:
    more = f" and {len(ones) - NAMED:,} more" if len(ones) > NAMED else ""
    return ", ".join(_name(one) for one in ones[:NAMED]) + more


def _name(one: Told) -> str:
    name = one.path if one.path == one.source else f"{one.source}/{one.path}"
    part = 0 < one.lost < one.items
    return f"{name} ({one.lost:,} of {counted(one.items, 'item', 'items')})" if part else name
