from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.domain import ascii_domain, looks_like_another


@pytest.mark.parametrize(
    ("written", "domain", "defects"),
    [
        ("Example.ORG.", "example.org", []),
        ("münchen.example", "xn--mnchen-3ya.example", ["idn-domain"]),
        ("p\u0430ypal.example", "xn--pypal-4ve.example", ["idn-domain", "homograph-domain"]),
        ("пример.example", "xn--e1afmkfd.example", ["idn-domain"]),
        ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example", ["idn-domain"]),
        ("xn--\x80", None, []),
        ("a..b", None, []),
        ("a b", None, []),
        ("é" * 64 + ".org", None, []),
        ("é" * 10_000, None, []),
        ("", None, []),
    ],
)
def test_domains(written: str, domain: str | None, defects: list[str]) -> None:
    assert ascii_domain(written) == (domain, defects if domain else [])


@pytest.mark.parametrize(
    ("label", "like"),
    [
        ("\u0430\u0440\u0440\u04cf\u0435", True),
        ("g\u043e\u043egle", True),
        ("пример", False),
        ("google", False),
        ("", False),
    ],
)
def test_lookalikes(label: str, like: bool) -> None:
    assert looks_like_another(label) == like


@given(st.text(max_size=80))
def test_any_text(written: str) -> None:
    domain, _ = ascii_domain(written)
    assert domain is None or domain.isascii()
