from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.entities import entities
from assay.document.entities.reading import Reading
from assay.document.entities.registry import FINDERS
from assay.model.extracted import Page
from document.entities.generated import document

if TYPE_CHECKING:
    from pathlib import Path

    from assay.document.entities.registry import Finder

KINDS = ["email", "domain", "url", "phone", "iban", "account", "card", "amount", "date", "tracking", "case", "company"]
HOSTILE = [
    "0",
    "1 234 ",
    "1234567890 ",
    "1.",
    "a.a.",
    "a@",
    "a@b.c",
    "://",
    "http://",
    "http://[",
    "http://x(((((",
    ".aa",
    "[.]",
    "a[.]",
    "[dot]",
    "FR76 ",
    "FR76 3000 6000 0112 ",
    "aa00 ",
    "4111 1111 1111 111",
    "06 12 34 56 78 ",
    "+33 6 12 34 56 78 ",
    "+1 (",
    "(((((((1",
    "tel 1 22 ",
    "facture n° ",
    "facture n° no. : ",
    "rg n° 17/",
    "24/04/2017 ",
    "1/",
    "april 24 ",
    "24 of ",
    "€1",
    "1 €",
    "1,5 millions d'",
    "1 m d'\n",
    "1Z 9 ",
    "RR 1 2 ",
    "dhl 1 2 3 ",
    "1A",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa ",
    "bc1q",
    "732 829 320 ",
    "siret 1 ",
    "fr 44 ",
    "swift ",
    "swiftAAAAAA",
    "İ",
    "www.a",
    "a.com/",
    "1-",
    "1:17-cv-",
    "ecli:fr:",
    "pourvoi n° ",
    " (at) ",
    "a (at) b.com ",
    "1\n",
    "�",
]
ALPHABET = st.sampled_from(list("0123456789 .,/-+()@:aeFRx€$£k\n\r\t#[]{}|°\u00a0\u202f\u0130\u0660\ud800\u00e9Zz"))


@pytest.mark.slow
@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__module__.rpartition(".")[2])
def test_a_megabyte_of_whatever_takes_less_than_two_seconds(find: Finder) -> None:
    for unit in HOSTILE:
        reading = Reading(unit * (1_000_000 // len(unit)))
        start = time.process_time()
        for _ in find(reading):
            pass
        assert time.process_time() - start < 2, unit


@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__module__.rpartition(".")[2])
@given(text=st.text(ALPHABET, max_size=200) | st.text(max_size=200))
def test_a_finder_stays_in_the_text(find: Finder, text: str) -> None:
    for found in find(Reading(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.kind in KINDS
        assert found.value == found.value.strip() != ""


@pytest.mark.shared
def test_naughty_strings_hold_nothing_odd(shared: Path) -> None:
    text = (shared / "hostile" / "blns" / "blns.txt").read_text("utf-8", "surrogateescape")
    kinds = Counter(entity.kind for entity in entities([Page(1, "", text)]))
    assert kinds.keys() <= {"url", "domain", "email", "amount", "date", "account"}
    for line in text.split("\n"):
        entities([Page(1, "", line)])


def test_recall_and_precision_on_documents_that_are_known() -> None:
    found_of, known_of, right_of = Counter[str](), Counter[str](), Counter[str]()
    for seed in range(120):
        text, known = document(seed, french=seed % 2 == 0)
        expected = {(one.kind, one.value) for one in known}
        got = {(entity.kind, entity.value) for entity in entities([Page(1, "", text)])}
        # The domains of addresses and URLs are named too.
        named = {value.rpartition("@")[2].split("/")[2 if "//" in value else 0] for _, value in expected}
        got -= {("domain", name) for name in named} - expected
        found_of.update(kind for kind, _ in got)
        known_of.update(kind for kind, _ in expected)
        right_of.update(kind for kind, _ in got & expected)
    for kind in known_of:
        assert right_of[kind] >= 0.99 * known_of[kind], f"recall of {kind}"
        assert right_of[kind] >= 0.99 * found_of[kind], f"precision of {kind}"
    assert found_of.keys() == known_of.keys()
