from __future__ import annotations

from msgspec.structs import replace
from tests.corpus.mails import LETTER, WROTE, entry, mail, reply

from assay.corpus.quotable import Quotable, off, quotable, same_author
from assay.corpus.spill import Spill
from assay.message.traits.passages.words import digests
from assay.model.context import Standing

SPILL = Spill()


def made(raw: bytes) -> Quotable:
    return quotable(entry(raw), Standing.NONE, SPILL)


ORIGINAL, ANSWER = made(mail(LETTER)), made(reply(LETTER))
((_, PASSAGE),) = ANSWER.quotations()


def test_it_keeps_the_words() -> None:
    assert ORIGINAL.own == digests(LETTER)
    assert ANSWER.own == digests("Agreed.")
    assert ANSWER.cites == ("1@x.example",)
    assert ORIGINAL.rendered is None


def test_the_time_above_a_quotation_agrees_in_some_zone() -> None:
    assert off(PASSAGE, ANSWER, ORIGINAL) == 0
    hours = replace(ORIGINAL, seconds=(ORIGINAL.seconds or 0) + 3 * 3600)
    assert off(PASSAGE, ANSWER, hours) == 0
    days = replace(ORIGINAL, seconds=(ORIGINAL.seconds or 0) + 3 * 86_400)
    assert off(PASSAGE, ANSWER, days) == -3 * 24 * 60
    assert off(PASSAGE, ANSWER, replace(ORIGINAL, seconds=(ORIGINAL.seconds or 0) + 420)) == -7


def test_a_zone_that_is_named_leaves_no_choice() -> None:
    named = replace(PASSAGE, zone=120)
    assert off(named, ANSWER, ORIGINAL) == 0
    assert off(named, ANSWER, replace(ORIGINAL, seconds=(ORIGINAL.seconds or 0) + 3600)) == -60
    assert off(replace(PASSAGE, minutes=()), ANSWER, ORIGINAL) is None


def test_the_author_above_a_quotation() -> None:
    assert same_author(PASSAGE, ORIGINAL) == "same"
    assert same_author(replace(PASSAGE, address="ann@private.example"), ORIGINAL) == "same"
    assert same_author(replace(PASSAGE, address="eve@x.example", author="Eve"), ORIGINAL) == "other"
    assert same_author(replace(PASSAGE, address=""), ORIGINAL) == "same"
    assert same_author(replace(PASSAGE, address="", author=""), ORIGINAL) == ""


def test_the_line_is_what_the_tests_say() -> None:
    assert WROTE.startswith("On Fri, 5 May 2017 at 18:35")
