from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.corpus.lookalike import HOWS, deletions, label, likeness, skeleton, stripped, weighs

FORMS = [
    ("rlvage.example", "rivage.example", "homograph"),
    ("rnaison-bleue.fr", "maison-bleue.fr", "homograph"),
    ("paypa1.com", "paypal.com", "homograph"),
    ("xn--gmil-63d.com", "gmail.com", "homograph"),
    ("gmial.com", "gmail.com", "swapped letters"),
    ("northgatte.org", "northgate.org", "one letter"),
    ("northgase.org", "northgate.org", "one letter"),
    ("rivage.example.host.net", "rivage.example", "put in front"),
    ("mail-rivage.example", "rivage.example", "added word"),
    ("rivagemail.org", "rivage.example", "added word"),
    ("my-rivage.example", "rivage.example", "common word"),
    ("rivage-team.org", "rivage.example", "common word"),
    ("rivage-example.org", "rivage.example", "dots left out"),
    ("en-marche.org", "enmarche.org", "hyphen"),
    ("rivage.org", "rivage.example", "other ending"),
    ("solutions.fr", "solution.fr", "edge letter"),
    ("region12.fr", "region13.fr", "series"),
    ("companya.fr", "companyb.fr", "series"),
    ("rivage.com.ar", "rivage.com", "other ending"),
]
OF_ONE_PERSON = [
    ("de1l.com", "dell.com", "short homograph"),
    ("bl.zone", "bi.zone", "short homograph"),
    ("clear.fr", "dear.fr", "short homograph"),
    ("casaba.fr", "cesaba.fr", "short letter"),
    ("my-163.com", "163.com", "common word"),
    ("northgame.org", "northgxte.org", "two letters"),
    ("rivage-2017.example", "rivage.example", "other word"),
    ("rivage.example", "rivage-group.example", "dropped word"),
    ("gmx.li", "gmx.net", "other ending"),
]


@pytest.mark.parametrize(("domain", "known", "how"), FORMS)
def test_forms(domain: str, known: str, how: str) -> None:
    assert likeness(domain, known) == likeness(domain, known, person=True) == how
    assert how in HOWS


@pytest.mark.parametrize(("domain", "known", "how"), OF_ONE_PERSON)
def test_forms_that_say_something_of_one_person_only(domain: str, known: str, how: str) -> None:
    assert likeness(domain, known, person=True) == how
    assert not likeness(domain, known)
    assert how in HOWS


@pytest.mark.parametrize(
    ("domain", "known"),
    [
        ("mail.rivage.example", "rivage.example"),
        ("1inux.rivage.example", "rivage.example"),
        ("rivage.example", "rivage.example"),
        ("gmx.net", "gmy.net"),
        ("fbb.com", "fb.com"),
        ("northgate.org", "southgate.org"),
        ("hotmail.com", "gmail.com"),
        ("", "rivage.example"),
    ],
)
def test_other_domains(domain: str, known: str) -> None:
    assert not likeness(domain, known, person=True)


@pytest.mark.parametrize(
    ("domain", "known"),
    [("ymail.com", "gmail.com"), ("mail.com", "gmail.com"), ("googlemail.com", "google.com"), ("yahoo.fr", "yahoo.com"),
     ("protonmail.ch", "protonmail.com"), ("gmx.de", "gmx.net")],
)  # fmt: skip
def test_a_provider_imitates_nobody(domain: str, known: str) -> None:
    assert not likeness(domain, known, person=True)


def test_what_weighs() -> None:
    def cases(how: str) -> tuple[bool, ...]:
        pairs = ((False, False), (True, False), (False, True), (True, True))
        return tuple(weighs(how, person=person, custodian=custodian) for person, custodian in pairs)

    assert cases("homograph") == (True, True, True, True)
    assert cases("added word") == (False, True, True, True)
    assert cases("common word") == cases("edge letter") == (False, True, False, True)
    assert cases("other ending") == cases("other word") == (False, False, False, True)
    assert cases("series") == cases("dropped word") == (False, False, False, False)
    assert all(
        not weighs(how, person=False, custodian=False) or weighs(how, person=True, custodian=True) for how in HOWS
    )


def test_keys_find_relatives() -> None:
    assert deletions("gmial") & deletions("gmail")
    assert skeleton("paypa1") == skeleton("paypal")
    assert "rivage" in stripped("onedrive-rivage")
    assert "scrt" in stripped("my-scrt")
    assert "sql" not in stripped("mysql")
    assert label("www.rivage.example") == "rivage"


DOMAINS = st.text("abix-.10\u0430\u044c", max_size=30)


@given(DOMAINS, DOMAINS)
def test_nothing_raises_and_nobody_resembles_himself(domain: str, known: str) -> None:
    likeness(domain, known)
    likeness(domain, known, person=True)
    assert not likeness(domain, domain, person=True)
    label(f"xn--{domain}")
