from __future__ import annotations

import pytest

from assay.document.entities import ibans
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in ibans.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FR76 3000 6000 0112 3456 7890 189", ["FR7630006000011234567890189"]),
        ("de89370400440532013000", ["DE89370400440532013000"]),
        ("GB82 WEST 1234\n5698 7654 32.", ["GB82WEST12345698765432"]),
        ("FR76-3000-6000-0112-3456-7890-189 BIC", ["FR7630006000011234567890189"]),
    ],
)
def test_an_iban_in_capitals(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FR76 3000 6000 0112 3456 7890 188", []),
        ("FR76 3000", []),
        ("ZZ82 WEST 1234 5698 7654 32", []),
        ("FR76300060000112345678901890", []),
        ("XFR7630006000011234567890189", []),
    ],
)
def test_no_iban(text: str, expected: list[str]) -> None:
    assert values(text) == expected
