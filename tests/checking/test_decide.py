from __future__ import annotations

import msgspec

from assay.checking.decide import Decision, decide
from assay.checking.library import Text
from assay.checking.result import Outcome
from assay.checking.sought import Sought
from assay.checking.terms import Written

ONE = "The council met on Tuesday and agreed to pay forty thousand euros to the builders before the end of June."
TWO = "Please keep the papers in the safe until the bank has confirmed the transfer and nobody speaks to the press."
OTHER = "The weather will be fine tomorrow in the whole region with a light wind from the north and some clouds."


def text(name: str, written: str) -> Text:
    return Text(name, name, "", Written.of([written]))


TEXTS = [text("1", ONE), text("2", TWO)]


def sought(written: str) -> Sought:
    return Sought(Written.of([written]))


def decided(written: str, *, ocr: bool = False, again: str = "", texts: list[Text] = TEXTS) -> Decision:
    second = (lambda: sought(again or written)) if ocr else None
    return decide(sought(written), texts, again=second)


def outcome(written: str, *, ocr: bool = False, again: str = "") -> Outcome:
    return decided(written, ocr=ocr, again=again).outcome


def test_the_same_words_are_identical_whatever_their_form() -> None:
    assert outcome(ONE.upper()) is Outcome.IDENTICAL
    assert outcome(" ".join(ONE.split()[3:14])) is Outcome.IDENTICAL


def test_one_other_word_is_an_alteration() -> None:
    assert outcome(ONE.replace("forty", "ninety")) is Outcome.ALTERED
    assert outcome(ONE.replace("forty", "ninety"), ocr=True) is Outcome.ALTERED
    assert outcome(ONE.replace("agreed", "not agreed")) is Outcome.ALTERED


def test_a_minus_is_an_alteration_and_comes_first() -> None:
    there = text("1", ONE.replace("forty thousand", "40,000"))
    found = decided(ONE.replace("forty thousand", "-40,000").replace("June", "July"), texts=[there])
    assert found.outcome is Outcome.ALTERED
    assert [one.here for one in found.besides[0].changes] == ["-40,000", "July"]


def test_parts_of_two_items_are_composed() -> None:
    decision = decided(f"{ONE} {TWO}")
    assert decision.outcome is Outcome.COMPOSED
    assert {one.text.item for one in decision.besides} == {"1", "2"}


def test_something_else_is_absent() -> None:
    assert outcome(OTHER) is Outcome.ABSENT
    assert decided(OTHER, texts=[]).besides == ()


def test_a_form_that_was_filled_in_anew_is_another_document() -> None:
    form = " ".join(f"field{number} value{number}" for number in range(40))
    other = " ".join(f"field{number} other{number}" for number in range(40))
    assert decided(other, texts=[text("form", form)]).outcome is Outcome.ABSENT


def test_the_same_form_is_said_to_be_one() -> None:
    form = f"Reference: 2016-{{}}. {ONE} To be paid by {{}} on {{}}. {TWO}"
    there, now = form.format("0417", "Ann Roe", "24 April 2016"), form.format("0533", "Bob Poe", "3 June 2017")
    found = decided(now, texts=[text("form", there)])
    assert (found.outcome, found.same_form) == (Outcome.ABSENT, True)
    assert not decided(there.replace("Ann Roe", "Bob Poe"), texts=[text("form", there)]).same_form


def test_stains_that_ocr_reads_as_words_alter_nothing() -> None:
    assert outcome(ONE.replace("met on", "met | on"), ocr=True) is Outcome.IDENTICAL


def test_a_difference_that_only_one_of_two_readings_has_is_a_misreading() -> None:
    assert outcome(ONE.replace("Tuesday", "Thursday"), ocr=True, again=ONE) is Outcome.IDENTICAL
    assert outcome(ONE.replace("Tuesday", "Thursday"), ocr=True) is Outcome.ALTERED


def test_of_equal_items_the_best_vouched_for_is_named_first() -> None:
    twins = [text("a", ONE), text("b", ONE)]
    found = decide(sought(ONE), twins, standing=lambda item: int(item == "a"))
    assert [one.text.item for one in found.besides] == ["b", "a"]


def test_misreadings_in_a_scan_of_the_dump_alter_nothing() -> None:
    misread = text("s", ONE.replace("Tuesday", "Tucsday").replace("agreed", "agrced"))
    assert decided(ONE, texts=[misread]).outcome is Outcome.ALTERED
    scan = msgspec.structs.replace(misread, ocr=True)
    assert decided(ONE, texts=[scan]).outcome is Outcome.IDENTICAL
    assert decided(ONE.replace("forty", "ninety"), texts=[scan]).outcome is Outcome.ALTERED
