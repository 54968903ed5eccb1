from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from tests.examiners.conftest import recovered, subject

from assay.examiners.words import (
    capital,
    counted,
    cut,
    day,
    field_names,
    fitting,
    fitting_words,
    key_words,
    listed,
    quoted,
    signer_name,
)
from assay.model.place import Span
from assay.model.signature import Checked, Instance, Measured, Outcome, Scheme

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
    assert key_words(signer.public) == "The key was published: the test's zone."
    assert key_words(recovered(signer.public)) == "The key was recovered from 10 mails of 5 senders."


def test_names_once_each() -> None:
    instances = tuple(Instance(name, index, Span(0, 1)) for index, name in enumerate(["To", "Cc ", "To"]))
    assert field_names(instances) == ["To", "Cc"]


def test_one_is_one_and_many_are_many() -> None:
    assert [counted(number, "byte", "bytes") for number in (0, 1, 2_000)] == ["0 bytes", "1 byte", "2,000 bytes"]
    assert [capital("a b"), capital("")] == ["A b", ""]


def test_text_of_the_dump_is_cut_and_inert() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
    assert cut("\x1b[2J\u202e\n", 80) == "\\x1b[2J\\u202e\\x0a"
    assert len(cut("\x1b" * 1_000_000, 80)) == 80


def test_a_quotation_cant_be_closed_from_inside() -> None:
    text = quoted("a” here. It's genuine. “b")
    assert (text[0], text[-1], text.count("“"), text.count("”")) == ("“", "”", 1, 1)
    assert len(quoted("x" * 100_000)) == 82


def test_a_signer_without_a_domain_reads_as_a_sentence() -> None:
    measured = Measured(scheme=Scheme.DKIM, header=Instance("DKIM-Signature", 0, Span(0, 1)))
    assert signer_name(Checked(measured=measured, outcome=Outcome.INVALID)) == "a signer that names no domain"
    named = Checked(measured=replace(measured, domain="a.example"), outcome=Outcome.INVALID)
    assert signer_name(named) == "a.example"


def test_why_an_unsigned_content_type_leaves_nothing_open(signer: Signer) -> None:
    (one,) = subject(signer.sign(), signer.public).checked
    assert [instance.name for instance in fitting(one)] == ["Content-Type"]
    assert fitting_words(one).startswith("Content-Type isn't signed, but it fits the signed body")
    covering = signer.sign(headers=("from", "to", "cc", "date", "subject", "mime-version", "content-type"))
    (covered,) = subject(covering, signer.public).checked
    assert fitting_words(covered) == ""


def test_but_one_that_doesnt_fit_or_isnt_vouched_for_isnt_excused(signer: Signer) -> None:
    raw = signer.sign()
    (unknown,) = subject(raw).checked
    (misfit,) = subject(raw.replace(b"multipart/alternative", b"text/plain"), signer.public).checked
    (twin,) = subject(raw, signer.public).checked
    twin = replace(twin, measured=replace(twin.measured, duplicates=twin.measured.uncovered))
    assert misfit.outcome is Outcome.PASS
    assert fitting(unknown) == fitting(misfit) == fitting(twin) == ()
