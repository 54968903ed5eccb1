"""Payment cards: a network's range and length, and the check digit of ISO/IEC 7812-1."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from assay.document.entities.check_digits import luhn
from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGES: list[tuple[str, str, frozenset[int]]] = [
    (row["first"], row["last"], frozenset(row["lengths"]))
    for row in tomllib.loads(resources.files(__package__).joinpath("cards.toml").read_text("utf-8"))["range"]
]
_CARD = re.compile(r"[2-6](?<![\w.,/+-][2-6])[0-9]{2,5}(?:[ \u00a0-]?[0-9]){10,16}(?![\w/]|[.,-][0-9])")


def find(reading: Reading) -> Iterator[Found]:
    """Every number of a payment card; the value is its digits."""
    for match in reading.near_digits(_CARD):
        digits = "".join(filter(str.isdecimal, match.group()))
        if _of_a_network(digits) and luhn(digits) and len(set(digits)) > 2:  # noqa: PLR2004 - 4444 4444 … fills a form
            yield Found("card", digits, match.start(), match.end())


def _of_a_network(digits: str) -> bool:
    return any(first <= digits[: len(first)] <= last and len(digits) in lengths for first, last, lengths in _RANGES)
