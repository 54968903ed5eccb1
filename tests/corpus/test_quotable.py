from __future__ import annotations

from msgspec.structs import replace
from tests.corpus.mails import LETTER, WROTE, entry, mail, reply

from assay.corpus.quotable import Index, Quotable, _shingles, off, ordinary, quotable, same_author
from assay.message.traits.passages.words import digests
from assay.model.context import Standing


def made(raw: bytes) -> Quotable:
    return quotable(entry(raw), Standing.NONE)


ORIGINAL, ANSWER = made(mail(LETTER)), made(reply(LETTER))
((_, PASSAGE),) = ANSWER.quotations()


def test_it_keeps_the_words() -> None:
    assert ORIGINAL.own == digests(LETTER)
    assert ANSWER.own == digests("Agreed.")
    assert ANSWER.cites == ("1@x.example",)
    assert ORIGINAL.rendered is None
    assert len(ordinary(digests("see https://a.example now"))) == 2


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


def test_mails_are_found_in_three_ways() -> None:
    index = Index([ORIGINAL, ANSWER, made(mail("Something else", 3))])
    assert index.cited(1) == [0]
    assert index.authored(1, PASSAGE) == [0, 2]
    index.learn([PASSAGE])
    assert index.worded(1, PASSAGE) == [0]
    assert index.knows("1@x.example")
    assert not index.knows("9@x.example")


def test_of_mails_that_share_as_many_rare_words_those_of_the_first_words_are_found() -> None:
    passage = replace(PASSAGE, words=digests(" ".join(f"word{number}" for number in range(400))))
    rare = list(dict.fromkeys(_shingles(passage.words)))
    mails = [
        replace(ORIGINAL, own=one + digests("and") + other) for one, other in zip(rare[::2], rare[1::2], strict=False)
    ]
    index = Index(mails)
    index.learn([passage])
    assert index.worded(len(mails), passage) == [0, 1, 2]


def test_what_everybody_writes_finds_nothing() -> None:
    index = Index([made(mail(LETTER, number)) for number in range(20)])
    index.learn([PASSAGE])
    assert index.worded(99, PASSAGE) == []


def test_the_line_is_what_the_tests_say() -> None:
    assert WROTE.startswith("On Fri, 5 May 2017 at 18:35")
