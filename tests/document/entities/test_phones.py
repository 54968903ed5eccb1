from __future__ import annotations

import pytest

from assay.document.entities import phones
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in phones.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06 12 34 56 78", ["+33612345678"]),
        ("06.12.34.56.78", ["+33612345678"]),
        ("0612345678", ["+33612345678"]),
        ("+33 (0)1 42 60 00 00", ["+33142600000"]),
        ("0033 1 42 60 00 00", ["+33142600000"]),
        ("+44 20 7946 0958", ["+442079460958"]),
        ("tel 020 7946 0958", ["+442079460958"]),
        ("Tél : 0142600000", ["+33142600000"]),
        ("Phone: 703-336-6414", ["+17033366414"]),
        ("+1 (703) 336-6414", ["+17033366414"]),
        ("01\xa042\xa060\xa000\xa000", ["+33142600000"]),
    ],
)
def test_a_number_as_e_164(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("facture 0612345678", []),
        ("0142600000", []),
        ("06 12.34 56 78", []),
        ("24/04/2017", []),
        ("12 34 56 78 90", []),
        ("020 7946 0958", []),
        ("+33 6 12", []),
        ("1234567890123456", []),
        ("+999 12 34 56 78", []),
        ("703-336-6414", []),
    ],
)
def test_no_number(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_the_american_form_in_an_english_text() -> None:
    assert values("Please call me back before noon, I will be at the office: 703-336-6414") == ["+17033366414"]


def test_a_directory_ends() -> None:
    text = "\n".join(f"06 {at // 10000:02} {at // 100 % 100:02} {at % 100:02} 11" for at in range(20_000))
    assert 1_000 < len(values(text)) <= 5_000
