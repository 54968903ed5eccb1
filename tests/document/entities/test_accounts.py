from __future__ import annotations

import pytest

from assay.document.entities import accounts
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in accounts.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30006 00001 12345678901 89", ["30006000011234567890189"]),
        ("RIB 30006|00001|12345678901|89", ["30006000011234567890189"]),
        ("BIC : AGRIFRPPXXX", ["AGRIFRPP"]),
        ("swift code BNPAFRPPMAN", ["BNPAFRPPMAN"]),
        ("FR7630006000011234567890189 AGRIFRPP", ["AGRIFRPP"]),
    ],
)
def test_an_account(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30006 00001 12345678901 88", []),
        ("AGRIFRPP", []),
        ("00000 00000 00000000000 97", []),
        ("BIC agrifrpp", []),
    ],
)
def test_no_account(text: str, expected: list[str]) -> None:
    assert values(text) == expected
