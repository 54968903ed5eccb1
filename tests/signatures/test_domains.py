from __future__ import annotations

import pytest

from assay.model.signature import Alignment
from assay.signatures.domains import align, is_domain, organisational, to_ascii


@pytest.mark.parametrize(
    ("signer", "author", "expected"),
    [
        ("a.example", "a.example", Alignment.STRICT),
        ("mail.a.example", "a.example", Alignment.RELAXED),
        ("a.co.uk", "b.co.uk", Alignment.NONE),
        ("x.a.co.uk", "a.co.uk", Alignment.RELAXED),
        ("a-example.20150623.gappssmtp.com", "a.example", Alignment.HOSTED),
        ("b-example.20150623.gappssmtp.com", "a.example", Alignment.NONE),
        ("gappssmtp.com", "a.example", Alignment.NONE),
        ("a.example", "", Alignment.NONE),
        ("", "", Alignment.NONE),
        ("co.uk", "a.co.uk", Alignment.NONE),
    ],
)
def test_alignment(signer: str, author: str, expected: Alignment) -> None:
    assert align(signer, author) is expected


def test_names_are_a_labels_in_lower_case() -> None:
    assert to_ascii("Bücher.Example.") == "xn--bcher-kva.example"
    assert organisational("a.b.co.uk") == "b.co.uk"


@pytest.mark.parametrize("name", ["", "a b", 'a"', "a\x00b", "-a.example", "a..b", "a" * 300, "a.example\n"])
def test_what_isnt_a_name(name: str) -> None:
    assert not is_domain(name)
