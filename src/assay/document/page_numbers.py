"""Numbers of pages as text, and back: `1-3,7`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SCANNED_PAGES = "scanned_pages"
"""The fact that names the pages which only OCR reads, and in what OCR read, the pages that it has looked at."""


def page_ranges(numbers: Iterable[int]) -> str:
    """Page numbers as ranges; empty for none.

    Args:
        numbers: each counted from 1, in any order.
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(f"{first}-{last}" if first < last else str(first) for first, last in runs)


def numbers_of(ranges: str, most: int) -> tuple[int, ...]:
    """The numbers that `page_ranges` wrote, in order.

    Args:
        ranges: as text; empty for none.
        most: numbers above it are left out, and no more than so many given.
    """
    found: list[int] = []
    for one in ranges.split(","):
        first, _, last = one.partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            found += range(int(first), min(int(last or first), most) + 1)
    return tuple(found[:most])
