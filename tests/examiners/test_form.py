from __future__ import annotations

from msgspec.structs import replace
from tests.examiners.conftest import subject
from tests.signatures.conftest import MAIL

from assay.examiners.form import Form, not_examined
from assay.model.entry import Kind
from assay.model.finding import Direction, Strength


def codes(one: object) -> set[str]:
    return {finding.code for finding in Form().examine(one)}


def test_ordinary_mail_has_nothing_to_say() -> None:
    assert codes(subject(MAIL)) == set()


def test_what_the_form_says_is_neutral() -> None:
    one = subject(MAIL, rebuilt=True)
    document = replace(one, entry=replace(one.entry, kind=Kind.DOCUMENT, reconstructed=False, defects=("x",)))
    assert codes(one) == {"reconstructed"}
    assert codes(document) == {"loose-document", "malformed"}
    assert all(finding.direction is Direction.NEUTRAL for finding in Form().examine(document))


def test_an_item_that_killed_its_worker() -> None:
    finding = not_examined("timeout: no sign of life")
    assert finding.code in Form.codes
    assert "timeout" in finding.summary


def test_defects_are_said_in_sentences_and_the_rest_counted() -> None:
    one = subject(MAIL)
    known = ("duplicate-subject", "no-sender", "bare-cr-line-ends", "depth-limit", "duplicate-to")
    finding, _ = Form().examine(replace(one, entry=replace(one.entry, defects=known)))
    assert "There are several Subject fields" in finding.summary
    assert finding.summary.endswith("And 2 more defects.")
    assert finding.evidence == {"defects": list(known)}
    (other,) = Form().examine(replace(one, entry=replace(one.entry, defects=("\x1b" * 1_000,))))
    assert other.summary.isprintable()
    assert len(other.summary) < 400


def test_a_loose_document_isnt_spoken_of_as_mail() -> None:
    one = subject(MAIL)
    (finding,) = Form().examine(replace(one, entry=replace(one.entry, kind=Kind.DOCUMENT)))
    assert "signature" not in finding.summary


def test_a_second_subject_counts_whether_or_not_anything_is_signed() -> None:
    (_, finding) = Form().examine(subject(b"Subject: Other\r\n" + MAIL))
    assert (finding.code, finding.strength, finding.basis) == ("second-header", Strength.MODERATE, "second:subject")
    assert "second-header" not in codes(subject(b"To: x@y.example\r\n" + MAIL))
    assert "second-header" in codes(subject(b"From: x@y.example\r\n" + MAIL))
