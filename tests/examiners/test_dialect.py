from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import subject
from tests.message.traits.test_seams import HEAD, TEXT, edited, greedy
from tests.signatures.conftest import MAIL, Signer

from assay.examiners.dialect import Dialect
from assay.model.context import Context, Departure, Feature, Toolmarks
from assay.model.finding import Direction, Finding, Strength

FEATURES = (
    Feature("order.core", "Date From", "From Date", 0, 60),
    Feature("id.left", "w", "UUID", 0, 60),
    Feature("date.form", "other", "day, numeric", 0, 60),
)
ALONE = Departure("software", "Apple Mail", 60, FEATURES, 5.0, units=25, families=3)


def said(raw: bytes, *departures: Departure, **more: object) -> list[Finding]:
    return list(Dialect().examine(subject(raw, context=Context(departures=departures), **more)))


@pytest.mark.parametrize(
    ("departure", "strength"),
    [
        (ALONE, Strength.MODERATE),
        (replace(ALONE, units=6), Strength.WEAK),
        (replace(ALONE, alike=2), Strength.WEAK),
        (replace(ALONE, outside=1), Strength.WEAK),
        (replace(ALONE, alike=11, outside=4, expected=8.5), Strength.MODERATE),
    ],
)
def test_software_that_contradicts_itself(departure: Departure, strength: Strength) -> None:
    (finding,) = said(MAIL, departure)
    assert (finding.code, finding.direction, finding.strength) == (
        "software-inconsistent",
        Direction.AGAINST,
        strength,
    )
    assert "the order of its fields, the form of its Message-ID and the form of Date" in finding.summary
    assert finding.basis == "dialect"


def test_departing_from_the_sender_or_the_server_is_weak() -> None:
    found = said(MAIL, replace(ALONE, kind="sender"), replace(ALONE, kind="receiver"))
    assert [one.code for one in found] == ["unlike-sender", "unlike-receiver"]
    assert all(one.strength is Strength.WEAK for one in found)


def test_a_signature_that_holds_silences_it() -> None:
    signer = Signer()
    assert said(signer.sign(MAIL), ALONE) != []
    assert (
        list(Dialect().examine(subject(signer.sign(MAIL), signer.public, context=Context(departures=(ALONE,))))) == []
    )


def test_what_a_container_rebuilt_has_no_form() -> None:
    assert said(MAIL, ALONE, rebuilt=True) == []


def test_a_program_whose_forms_are_documented() -> None:
    forged = b"From: a@b.example\nX-Mailer: Apple Mail (2.3124)\nMessage-ID: <20170424.123@b.example>\n\nx\n"
    (finding,) = said(forged)
    assert (finding.code, finding.strength) == ("software-inconsistent", Strength.WEAK)
    genuine = forged.replace(b"20170424.123", b"A1B2C3D4-0001-4AAA-8BBB-0123456789AB")
    assert said(genuine) == []


@pytest.mark.parametrize(
    ("toolmarks", "strength"),
    [
        (Toolmarks(program_mails=40, program_usual="UUID"), Strength.MODERATE),
        (Toolmarks(program_mails=40, program_usual="UUID", house=True), Strength.MODERATE),
        (Toolmarks(program_mails=40, program_usual="n8.n3"), Strength.WEAK),
        (Toolmarks(clock="python-message-id", mails=40), Strength.WEAK),
    ],
)
def test_what_is_documented_weighs_more_where_the_senders_others_have_it(
    toolmarks: Toolmarks, strength: Strength
) -> None:
    forged = b"From: a@b.example\nX-Mailer: Apple Mail (2.3124)\nMessage-ID: <20170424.123@b.example>\n\nx\n"
    (finding,) = Dialect().examine(subject(forged, context=Context(toolmarks=toolmarks)))
    assert (finding.code, finding.strength) == ("software-inconsistent", strength)
    assert ("40 other mails" in finding.summary) == (strength is Strength.MODERATE)


def test_a_seam_is_named_with_its_place() -> None:
    encoded = greedy(TEXT)
    line = next(line for line in encoded.split(b"\n")[12:20] if b" euros" in line)
    raw = HEAD + encoded.replace(line, edited(line, b" euros", b""))
    (finding,) = said(raw)
    assert (finding.code, finding.strength) == ("encoding-seam", Strength.WEAK)
    assert raw[finding.spans[0].start : finding.spans[0].end] == line.replace(b" euros", b"", 1)
    assert said(HEAD + encoded) == []


def test_several_seams_are_weak_and_a_signed_body_has_none() -> None:
    encoded = greedy(TEXT)
    raw = HEAD + encoded
    for line in [line for line in encoded.split(b"\n")[10:-6] if b" euros" in line][:4:2]:
        raw = raw.replace(line, line.replace(b" euros", b"", 1))
    (finding,) = said(raw)
    assert (finding.strength, len(finding.spans)) == (Strength.WEAK, 2)
    assert said(Signer().sign(raw.replace(b"\n", b"\r\n"))) == []
