from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from assay.examiners.burst import between, said
from assay.model.context import Burst, Sign

START = dt.datetime(2017, 3, 27, 14, 51, 8, tzinfo=dt.UTC).timestamp()
BURST = Burst(
    others=(),
    documents=12,
    start=START,
    seconds=220,
    days=4000,
    by="Имя Имярек",
    named=6,
    foreign="script",
    signs=(Sign("name", "Имя Имярек", "Cyrillic"), Sign("interface", "Листы", "Cyrillic")),
    authors=3,
    carriers=12,
    sent=False,
    proven=False,
)


def test_minutes_number_name_and_language_are_named() -> None:
    strength, text = said(BURST, "ooxml", mail=False, sealed=False)
    assert strength == "moderate"
    assert text == (
        "12 documents, made over 11.0 years, were last saved within 4 minutes, from 14:51 to 14:54 UTC on 27 March "
        "2017, 6 of them by “Имя Имярек”. What hardly anybody here uses: the name is in Cyrillic script; the program "
        "that saved them speaks another language, as its word “Листы” shows (Cyrillic). Innocent if they were "
        "converted, moved to another system or cleaned of something in one go."
    )


def test_every_sign_has_words() -> None:
    for name, value in (("company", "Завод"), ("language", "ru"), ("codepage", "1251")):
        _, text = said(replace(BURST, by="", named=0, signs=(Sign(name, value, ""),)), "ole", mail=False, sealed=False)
        assert value in text
        assert "none names who saved it" in text
    _, text = said(replace(BURST, foreign="name", signs=(Sign("name", "user1"),)), "ole", mail=False, sealed=False)
    assert "That name stands nowhere else here." in text


def test_what_holds_the_documents() -> None:
    assert said(BURST, "zip", mail=True, sealed=False)[1].startswith("It holds documents of a burst: 12 documents")


def test_when_it_is_weak() -> None:
    assert said(BURST, "ooxml", mail=True, sealed=False)[0] == "moderate"
    assert said(replace(BURST, carriers=2), "ooxml", mail=True, sealed=False)[0] == "weak"
    assert said(replace(BURST, carriers=2), "ooxml", mail=False, sealed=False)[0] == "moderate"
    assert said(replace(BURST, carriers=2, sent=True), "ooxml", mail=False, sealed=False)[0] == "weak"
    assert said(replace(BURST, proven=True), "ooxml", mail=False, sealed=False)[0] == "weak"
    assert said(BURST, "ooxml", mail=False, sealed=True)[0] == "weak"


def test_ranges_of_time() -> None:
    assert between(START, START) == "within 1 minute, at 14:51 UTC on 27 March 2017"
    over = between(START + 9 * 3600 - 60, START + 9 * 3600 + 1200)
    assert over == "within 21 minutes, from 23:50 UTC on 27 March 2017 to 00:11 UTC on 28 March 2017"
