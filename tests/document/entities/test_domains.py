from __future__ import annotations

import pytest

from assay.document.entities import domains
from assay.document.entities.reading import Found, Reading


def values(text: str) -> list[str]:
    return [found.value for found in domains.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voir orange.fr.", ["orange.fr"]),
        ("evil[.]com", ["evil.com"]),
        ("mail.evil[dot]co[dot]uk", ["mail.evil.co.uk"]),
        ("EXAMPLE.ORG", ["example.org"]),
        ("bücher.de", ["xn--bcher-kva.de"]),
        ("docs.notes.md", ["docs.notes.md"]),
        ("a.com,b.net", ["a.com", "b.net"]),
    ],
)
def test_a_name_below_a_public_suffix(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("notes.md", []),
        ("fini.De", []),
        ("fini.Il faut", []),
        ("etc.et", []),
        ("report.docx", []),
        ("e.g.", []),
        ("1.2", []),
        ("com", []),
        ("co.uk", []),
    ],
)
def test_files_and_sentences_are_none(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("email", "a@b.fr", "b.fr"),
        ("url", "https://u@www.b.fr:1/x", "www.b.fr"),
        ("url", "http://10.0.0.1/", ""),
        ("url", "http://[::1", ""),
        ("email", "a@corp.local", ""),
        ("phone", "+33612345678", ""),
    ],
)
def test_domain_of(kind: str, value: str, expected: str) -> None:
    assert domains.domain_of(Found(kind, value, 0, 1)) == expected
