from __future__ import annotations

import pytest

from assay.document.entities import cards
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in cards.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 1111 1111 1111", []),
        ("4539 1488 0343 6467", ["4539148803436467"]),
        ("378282246310005", ["378282246310005"]),
        ("5555-5555-5555-4444", []),
        ("5425 2334 3010 9903", ["5425233430109903"]),
        ("6011000990139424", ["6011000990139424"]),
    ],
)
def test_a_card(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4539 1488 0343 6468", []),
        ("9539148803436467", []),
        ("x4539148803436467", []),
        ("45391488034364671", []),
        ("4539148803436467.5", []),
    ],
)
def test_no_card(text: str, expected: list[str]) -> None:
    assert values(text) == expected
