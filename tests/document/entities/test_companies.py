from __future__ import annotations

import pytest

from assay.document.entities import companies
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in companies.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SIREN 732 829 320", ["732829320"]),
        ("732 829 320 00074", ["73282932000074"]),
        ("SIRET : 73282932000074", ["73282932000074"]),
        ("FR 44 732829320", ["732829320"]),
        ("RCS Paris 732.829.320", ["732829320"]),
        ("732829320 RCS Paris", ["732829320"]),
        ("SIRET 35600000000048", ["35600000000048"]),
    ],
)
def test_a_company(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("732829320", []),
        ("SIREN 732829321", []),
        ("73282932000074", []),
        ("FR 45 732829320", []),
        ("siren 000000000", []),
        ("SIRET 73282932000075", []),
    ],
)
def test_no_company(text: str, expected: list[str]) -> None:
    assert values(text) == expected
