from __future__ import annotations

import pytest

from assay.document.entities.suffixes import host, is_address, public, refanged, registered


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Example.ORG.", "example.org"),
        ("a[.]b(dot)fr", "a.b.fr"),
        ("bücher.de", "xn--bcher-kva.de"),
        ("localhost", ""),
        ("-a.fr", ""),
        ("a-.fr", ""),
        ("a..fr", ""),
        ("1.2.3.4", ""),
    ],
)
def test_host(written: str, expected: str) -> None:
    assert host(written) == expected


@pytest.mark.parametrize(
    ("name", "suffix", "domain"),
    [
        ("a.b.co.uk", "co.uk", "b.co.uk"),
        ("co.uk", "", ""),
        ("a.invalidtld", "", ""),
        ("x.fr", "fr", "x.fr"),
        ("", "", ""),
    ],
)
def test_public_suffix(name: str, suffix: str, domain: str) -> None:
    assert public(name) == suffix
    assert registered(name) == domain


def test_addresses_and_dots() -> None:
    assert is_address("10.0.0.1")
    assert is_address("[2001:db8::1]")
    assert not is_address("10.0.0.256")
    assert refanged("a{.}b") == "a.b"
