from __future__ import annotations

import msgspec

from assay.checking.decide import decide
from assay.checking.library import Text
from assay.checking.result import Outcome
from assay.document.prints import words

ONE = "The council met on Tuesday and agreed to pay forty thousand euros to the builders before the end of June."
TWO = "Please keep the papers in the safe until the bank has confirmed the transfer and nobody speaks to the press."
OTHER = "The weather will be fine tomorrow in the whole region with a light wind from the north and some clouds."


def text(name: str, written: str) -> Text:
    return Text(name, name, "", written, tuple(words(written)))


TEXTS = [text("1", ONE), text("2", TWO)]


def outcome(written: str, *, ocr: bool = False) -> Outcome:
    return decide(words(written), TEXTS, ocr=ocr).outcome


def test_the_same_words_are_identical_whatever_their_form() -> None:
    assert outcome(ONE.upper()) is Outcome.IDENTICAL
    assert outcome(" ".join(ONE.split()[3:14])) is Outcome.IDENTICAL


def test_one_other_word_is_an_alteration() -> None:
    assert outcome(ONE.replace("forty", "ninety")) is Outcome.ALTERED
    assert outcome(ONE.replace("forty", "ninety"), ocr=True) is Outcome.ALTERED


def test_parts_of_two_items_are_composed() -> None:
    decision = decide(words(f"{ONE} {TWO}"), TEXTS, ocr=False)
    assert decision.outcome is Outcome.COMPOSED
    assert {one.text.item for one in decision.besides} == {"1", "2"}


def test_something_else_is_absent() -> None:
    assert outcome(OTHER) is Outcome.ABSENT
    assert decide(words(OTHER), [], ocr=False).besides == ()


def test_a_form_that_was_filled_in_anew_is_another_document() -> None:
    form = " ".join(f"field{number} value{number}" for number in range(40))
    other = " ".join(f"field{number} other{number}" for number in range(40))
    assert decide(words(other), [text("form", form)], ocr=False).outcome is Outcome.ABSENT


def test_stains_that_ocr_reads_as_words_alter_nothing() -> None:
    assert outcome(ONE.replace("met on", "met | on"), ocr=True) is Outcome.IDENTICAL


def test_of_equal_items_the_best_vouched_for_is_named_first() -> None:
    twins = [text("a", ONE), text("b", ONE)]
    found = decide(words(ONE), twins, ocr=False, standing=lambda item: int(item == "a"))
    assert [one.text.item for one in found.besides] == ["b", "a"]


def test_misreadings_in_a_scan_of_the_dump_alter_nothing() -> None:
    misread = text("s", ONE.replace("Tuesday", "Tucsday").replace("agreed", "agrced"))
    assert decide(words(ONE), [misread], ocr=False).outcome is Outcome.ALTERED
    scan = msgspec.structs.replace(misread, ocr=True)
    assert decide(words(ONE), [scan], ocr=False).outcome is Outcome.IDENTICAL
    assert decide(words(ONE.replace("forty", "ninety")), [scan], ocr=False).outcome is Outcome.ALTERED
