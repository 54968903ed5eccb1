from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.corpus.lookalike import deletions, label, likeness, skeleton, stripped


@pytest.mark.parametrize(
    ("domain", "known", "how", "chance"),
    [
        ("rlvage.example", "rivage.example", "homograph", False),
        ("rnaison-bleue.fr", "maison-bleue.fr", "homograph", False),
        ("paypa1.com", "paypal.com", "homograph", False),
        ("xn--gmil-63d.com", "gmail.com", "homograph", False),
        ("gmial.com", "gmail.com", "swapped letters", False),
        ("northgatte.org", "northgate.org", "one letter", False),
        ("northgase.org", "northgate.org", "one letter", False),
        ("rivage.example.host.net", "rivage.example", "put in front", False),
        ("mail-rivage.example", "rivage.example", "added word", True),
        ("rivagemail.org", "rivage.example", "added word", True),
        ("en-marche.org", "enmarche.org", "hyphen", True),
        ("rivage.org", "rivage.example", "other ending", True),
        ("ymail.com", "gmail.com", "one letter", True),
        ("solutions.fr", "solution.fr", "one letter", True),
        ("region12.fr", "region13.fr", "one letter", True),
        ("companya.fr", "companyb.fr", "one letter", True),
        ("yahoo.com.ar", "yahoo.com", "other ending", True),
    ],
)
def test_forms(domain: str, known: str, how: str, chance: bool) -> None:
    assert likeness(domain, known) == (how, chance)


@pytest.mark.parametrize(
    ("domain", "known"),
    [
        ("mail.rivage.example", "rivage.example"),
        ("rivage.example", "rivage.example"),
        ("gmx.net", "gmy.net"),
        ("gmx.de", "gmx.net"),
        ("northgate.org", "southgate.org"),
        ("rivage-plage.example", "rivage.example"),
        ("hotmail.com", "gmail.com"),
        ("", "rivage.example"),
    ],
)
def test_other_domains(domain: str, known: str) -> None:
    assert likeness(domain, known) is None


def test_keys_find_relatives() -> None:
    assert deletions("gmial") & deletions("gmail")
    assert skeleton("paypa1") == skeleton("paypal")
    assert "rivage" in stripped("onedrive-rivage")
    assert label("www.rivage.example") == "rivage"


DOMAINS = st.text("abix-.10\u0430\u044c", max_size=30)


@given(DOMAINS, DOMAINS)
def test_nothing_raises_and_nobody_resembles_himself(domain: str, known: str) -> None:
    likeness(domain, known)
    assert likeness(domain, domain) is None
    label(f"xn--{domain}")
