from __future__ import annotations

import pytest

from assay.message import parse
from assay.message.traits.habits.writing import writing_habits


@pytest.mark.parametrize(
    ("body", "form", "answer"),
    [
        (b"Yes.\n\nOn Monday, A wrote:\n> no\n", "on", "above"),
        (b"A <a@b> wrote:\n> no\nYes.\n", "by", "below"),
        (b"Yes\n-----Original Message-----\nFrom: x\n", "dashes", "above"),
        (b"Oui\nDe : Anne <a@b.example>\nEnvoye : lundi\n", "block", "above"),
        (b"> no\nYes.\n", "none", "below"),
    ],
)
def test_the_form_of_an_answer(body: bytes, form: str, answer: str) -> None:
    found = writing_habits(parse(b"From: a\n\n" + body))
    assert (found["text.attribution"], found["text.answer"]) == (form, answer)


def test_ends() -> None:
    found = writing_habits(parse(b"From: a\n\nHello\n-- \nA\n\n"))
    assert (found["text.signature"], found["text.end"], found["text.ends"]) == ("dashes, space", "2", "LF")
    assert writing_habits(parse(b"From: a\r\n\r\nx"))["text.end"] == "0"
