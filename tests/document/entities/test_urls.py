from __future__ import annotations

import pytest

from assay.document.entities import urls
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in urls.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HTTP://Example.COM", ["http://example.com/"]),
        ("http://example.com:80/a", ["http://example.com/a"]),
        ("https://example.com:8443/a", ["https://example.com:8443/a"]),
        ("hxxps://evil[.]com/l?x=1", ["https://evil.com/l?x=1"]),
        ("hxxp[:]//evil(.)com", ["http://evil.com/"]),
        ("www.lemonde.fr/article.", ["http://www.lemonde.fr/article"]),
        ("bit.ly/2abc", ["http://bit.ly/2abc"]),
        ("(http://example.com/a_(b))", ["http://example.com/a_(b)"]),
        ("<http://a.fr>", ["http://a.fr/"]),
        ("http://10.0.0.1:8080/x", ["http://10.0.0.1:8080/x"]),
        ("http://[2001:db8::1]:80/", ["http://[2001:db8::1]/"]),
        ("http://intranet/x", ["http://intranet/x"]),
        ("http://a.fr/%c3%a9", ["http://a.fr/%C3%A9"]),
        ("http://u:p@a.fr/", ["http://u:p@a.fr/"]),
        ("http://a.fr?q", ["http://a.fr/?q"]),
        ("ftp://a.fr/x!", ["ftp://a.fr/x"]),
    ],
)
def test_a_url_has_one_form(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("://", []),
        ("x://a.fr/", []),
        ("http://", []),
        ("http://a..fr", []),
        ("http://a.fr:x/", []),
        ("and/or", []),
        ("http://[::g]/", []),
    ],
)
def test_no_url(text: str, expected: list[str]) -> None:
    assert values(text) == expected
