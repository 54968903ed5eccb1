from __future__ import annotations

import pytest

from assay.document.entities import emails
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in emails.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jean.Dupont@Example.org", ["jean.dupont@example.org"]),
        ("<a+b@x.co.uk>,", ["a+b@x.co.uk"]),
        ("mailto:a@b.fr?x", ["a@b.fr"]),
        ("to=a@b.fr", ["a@b.fr"]),
        ("paul[at]evil[.]com", ["paul@evil.com"]),
        ("paul (at) evil(dot)com", ["paul@evil.com"]),
        ("a@b.fr.", ["a@b.fr"]),
        ("'a@b.fr'", ["a@b.fr"]),
        ("a@bücher.de", ["a@xn--bcher-kva.de"]),
        ("o'neil@b.ie", ["o'neil@b.ie"]),
        ("a@corp.local", ["a@corp.local"]),
    ],
)
def test_an_address_in_lower_case(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@b", []),
        ("@b.fr", []),
        ("a@", []),
        ("a..b@c.fr", []),
        ("a.@c.fr", []),
        ("a@-b.fr", []),
        ("a@1.2.3.4", []),
        ("a @ b.fr", []),
    ],
)
def test_no_address(text: str, expected: list[str]) -> None:
    assert values(text) == expected
