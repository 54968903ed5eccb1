from __future__ import annotations

import pytest

from assay.document.entities import references
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in references.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RG n° 17/01234", ["RG 17/01234"]),
        ("n° RG : 16/4567", ["RG 16/4567"]),
        ("R.G. 2017/00123", ["RG 2017/00123"]),
        ("pourvoi n° 17-12.345", ["pourvoi 17-12.345"]),
        ("facture n° 2017-0042", ["2017-0042"]),
        ("Réf. : XJ/2017/44", ["XJ/2017/44"]),
        ("dossier AB-1234", ["AB-1234"]),
        ("case no. 17-cv-01234", ["17-CV-01234"]),
        ("contract #12345", ["12345"]),
        ("Invoice number: INV-7781.", ["INV-7781"]),
        ("affaire C-131/12", ["C-131/12"]),
        ("1:17-cv-01234", ["1:17-CV-01234"]),
        ("ECLI:FR:CCASS:2017:C100123.", ["ECLI:FR:CCASS:2017:C100123"]),
    ],
)
def test_a_case(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dossier 2017", []),
        ("facture du 24/04/2017", []),
        ("contrat 24/04/2017", []),
        ("in case 12 people", []),
        ("order of 1234", []),
        ("bourg 17/01234", []),
        ("préréf 12345", []),
        ("référence", []),
    ],
)
def test_no_case(text: str, expected: list[str]) -> None:
    assert values(text) == expected
