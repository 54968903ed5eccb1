from __future__ import annotations

import pytest

from assay.document.entities import coins
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in coins.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"]),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", ["3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"]),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"]),
        (
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            ["bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"],
        ),
    ],
)
def test_an_address(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", []),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", []),
        ("bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", []),
        ("3zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", []),
    ],
)
def test_no_address(text: str, expected: list[str]) -> None:
    assert values(text) == expected
