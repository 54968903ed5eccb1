from __future__ import annotations

import pytest

from assay.document.entities import amounts
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in amounts.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234,56 €", ["1234.56 EUR"]),
        ("1\u202f234,56\xa0€", ["1234.56 EUR"]),
        ("€1,234.56", ["1234.56 EUR"]),
        ("12 k€", ["12000.00 EUR"]),
        ("3,5 millions d'euros", ["3500000.00 EUR"]),
        ("3,5 millions d\u2019euros", ["3500000.00 EUR"]),
        ("USD 40m", ["40000000.00 USD"]),
        ("£2bn", ["2000000000.00 GBP"]),
        ("3.000 euros", ["3000.00 EUR"]),
        ("$1.5 billion", ["1500000000.00 USD"]),
        ("40 millions de dollars", ["40000000.00 USD"]),
        ("2,5 M€", ["2500000.00 EUR"]),
        ("1'250.50 CHF", ["1250.50 CHF"]),
        ("$ 12", ["12.00 USD"]),
        ("US$10,000", ["10000.00 USD"]),
        ("15€", ["15.00 EUR"]),
        ("1.234.567 €", ["1234567.00 EUR"]),
        ("12 mille euros", ["12000.00 EUR"]),
        ("2 milliards d'euros", ["2000000000.00 EUR"]),
        ("0,5 BTC", ["0.50000000 BTC"]),
        ("40 millions\nd'euros", ["40000000.00 EUR"]),
        ("€7.900.000.00", ["7900000.00 EUR"]),
        ("1.234 millions d'euros", ["1234000.00 EUR"]),
        ("2017 500 €", ["500.00 EUR"]),
    ],
)
def test_an_amount_has_one_form(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("commit cad64f778", []),
        ("12 kg", []),
        ("echo 7 $((24*60))", []),
        ("page 3 of 4", []),
        ("12 europe", []),
        ("a1234€", []),
        ("9999999999999999 €", []),
        ("eur", []),
    ],
)
def test_other_numbers_are_none(text: str, expected: list[str]) -> None:
    assert values(text) == expected
