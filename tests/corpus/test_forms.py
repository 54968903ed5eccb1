from __future__ import annotations

import random

import numpy as np

from assay.corpus.forms import FEWEST, sorted_out
from assay.document.prints import prints


def told(texts: list[list[str]]) -> tuple[bool, list[tuple[int, ...]]]:
    found = sorted_out(range(len(texts)), [np.array(prints(" ".join(words)), np.int64) for words in texts])
    assert found.members == tuple(range(len(texts)))
    return found.form, sorted(found.versions)


def words(seed: object, count: int) -> list[str]:
    source = random.Random(str(seed))
    return [f"w{source.randrange(5_000)}" for _ in range(count)]


def filled(number: int, form: int = 1) -> list[str]:
    text = words(("form", form), 120)
    return [*text[:40], *words((form, number, "name"), 3), *text[40:80], *words((form, number, "sum"), 2), *text[80:]]


def drafts(count: int) -> list[list[str]]:
    """A document of which each version changes one place and keeps what those before it changed."""
    text, found = words("draft", 400), []
    for number in range(count):
        found.append(list(text))
        at = (37 * number * 7) % 390
        text[at : at + 4] = words(("edit", number), 5)
    return found


def test_a_form_that_many_filled_in() -> None:
    assert told([filled(number) for number in range(30)]) == (True, [])


def test_few_are_versions() -> None:
    assert told([filled(number) for number in range(FEWEST - 1)]) == (False, [(0, 1, 2, 3)])


def test_versions_that_hand_on_what_was_changed() -> None:
    for count in (5, 9, 20):
        assert told(drafts(count)) == (False, [tuple(range(count))])


def test_one_filling_of_a_form_and_its_altered_copy() -> None:
    genuine = filled(4)
    altered = list(genuine)
    altered[83] = "4711"
    assert told([*(filled(number) for number in range(12)), altered]) == (True, [(4, 12)])


def test_two_forms_that_are_alike() -> None:
    other = [[*filled(number)[:90], *words(("second", 2), 40), *words((number, "x"), 3)] for number in range(40, 60)]
    form, versions = told([*(filled(number) for number in range(20)), *other])
    assert form
    assert versions == []


def test_equal_texts_are_versions() -> None:
    assert told([words("same", 100)] * 8) == (False, [tuple(range(8))])
