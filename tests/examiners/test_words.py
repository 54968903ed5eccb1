from __future__ import annotations

from typing import TYPE_CHECKING

from tests.examiners.conftest import recovered

from assay.examiners.words import day, field_names, key_words, listed
from assay.model.place import Span
from assay.model.signature import Instance

if TYPE_CHECKING:
    from tests.signatures.conftest import Signer


def test_lists() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "nothing",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_days_are_utc_and_impossible_ones_are_left_out() -> None:
    assert day(1493019000.0) == "24 April 2017"
    assert day(None) == day(1e20) == day(float("nan")) == ""


def test_keys(signer: Signer) -> None:
    assert key_words(signer.public) == "The key: the test's zone."
    assert key_words(recovered(signer.public)) == "The key was recovered from 10 mails of 5 senders."


def test_names_once_each() -> None:
    instances = tuple(Instance(name, index, Span(0, 1)) for index, name in enumerate(["To", "Cc ", "To"]))
    assert field_names(instances) == ["To", "Cc"]
