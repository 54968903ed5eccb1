from __future__ import annotations

from msgspec.structs import replace
from tests.corpus.mails import LETTER, entry, reply

from assay.corpus.missing import MOST_QUOTERS, Absent
from assay.corpus.quotable import quotable
from assay.corpus.spill import Spill
from assay.model.context import Standing

SPILL = Spill()
QUOTING = quotable(entry(reply(LETTER)), Standing.NONE, SPILL)
((_, PASSAGE),) = QUOTING.quotations()


def test_one_mail_that_many_quote_is_one() -> None:
    absent = Absent()
    for number in range(30):
        absent.add(replace(QUOTING, item=str(number)), PASSAGE, lambda _: False)
    (one,) = absent.result()
    assert one.mails == 30
    assert len(one.quoted_by) == MOST_QUOTERS
    assert not one.proven


def test_without_a_message_id_author_day_and_beginning_tell_mails_apart() -> None:
    absent = Absent()
    nameless = replace(QUOTING, cites=())
    absent.add(nameless, PASSAGE, lambda _: False)
    absent.add(nameless, replace(PASSAGE, run=SPILL.put(PASSAGE.words[:8] * 30)), lambda _: False)
    absent.add(nameless, replace(PASSAGE, depth=2), lambda _: False)
    assert len(absent.result()) == 2


def test_an_author_and_a_time_are_needed() -> None:
    absent = Absent()
    absent.add(QUOTING, replace(PASSAGE, minutes=()), lambda _: False)
    absent.add(QUOTING, replace(PASSAGE, address="", author=""), lambda _: False)
    assert absent.result() == ()


def test_a_message_id_that_is_here_isnt_the_missing_ones() -> None:
    absent = Absent()
    absent.add(QUOTING, PASSAGE, lambda _: True)
    assert absent.result()[0].message_id == ""
