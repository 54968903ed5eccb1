from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import small_case
from assay.case.coverage import Coverage, coverage
from assay.message import parse
from assay.model.place import Span
from assay.model.signature import Checked, Outcome, Repair
from assay.signatures.check import check
from assay.signatures.measure import measure
from assay.signatures.signing import sign_dkim

if TYPE_CHECKING:
    from assay.model.key import SignerKey


def of(raw: bytes, *keys: SignerKey) -> Coverage:
    message = parse(raw)
    checked = [
        check(one, [key for key in keys if key.domain == one.domain], date=None, now=0.0) for one in measure(message)
    ]
    return coverage(message, checked)


TWIN = small_case.mails()["twin"][0]


def test_the_unsigned_twin_comes_first() -> None:
    found = of(TWIN, small_case.KEY)
    assert found.alarming[0].twin
    assert found.alarming[0].text == "Secret payment to the Caymans"
    signed = [line for line in found.headers if line.name == "Subject" and line.vouched]
    assert [line.text for line in signed] == ["Plan for the meeting"]


def test_every_byte_is_in_one_place_once() -> None:
    found = of(TWIN, small_case.KEY)
    body = parse(TWIN).root.body_span
    assert next(stretch.span.start for stretch in found.body) == body.start
    assert found.body[-1].span.end == body.end
    assert all(a.span.end == b.span.start for a, b in zip(found.body, found.body[1:], strict=False))
    assert all(stretch.vouched for stretch in found.body)


def test_without_a_key_nothing_is_vouched_for() -> None:
    found = of(TWIN)
    assert not any(line.vouched for line in found.headers)
    assert [voucher.holds for voucher in found.vouchers] == [False]


def test_unsigned_mail() -> None:
    found = of(small_case.mails()["plain"][0])
    assert found.vouchers == ()
    assert {"From", "To", "Date", "Subject"} <= {line.name for line in found.alarming}
    assert not any(line.twin for line in found.headers)


def test_a_signature_that_doesnt_hold_vouches_for_nothing_but_is_named() -> None:
    found = of(small_case.mails()["altered"][0], small_case.KEY)
    assert [(voucher.number, voucher.holds) for voucher in found.vouchers] == [(1, False)]
    assert not any(line.vouched for line in found.headers)
    assert not any(stretch.vouched for stretch in found.body)
    assert any(line.vouchers for line in found.headers)


def test_two_signatures_of_one_body_are_told_apart() -> None:
    once = small_case.mails()["genuine"][0]
    twice = sign_dkim(once, "relay.example", "s1", small_case.PRIVATE)
    found = of(twice, small_case.KEY)
    assert [(voucher.name, voucher.holds) for voucher in found.vouchers] == [
        ("relay.example (s1)", False), ("rivage.example (s2017)", True),
    ]  # fmt: skip
    subject = next(line for line in found.headers if line.name == "Subject")
    assert [voucher.number for voucher in subject.vouchers] == [1, 2]
    assert subject.vouched


def test_text_after_the_signed_length_is_a_stretch_of_its_own() -> None:
    whole = parse(small_case.mails()["genuine"][0])
    (measured,) = measure(whole)
    body = whole.root.body_span
    end = body.start + 9
    short = replace(measured, body_span=Span(body.start, end))
    (checked,) = [Checked(measured=short, outcome=Outcome.PASS, key=small_case.KEY)]
    found = coverage(whole, [checked])
    assert [(stretch.span, stretch.vouched) for stretch in found.body] == [
        (Span(body.start, end), True), (Span(end, body.end), False),
    ]  # fmt: skip
    outside = replace(measured, body_span=Span(0, 10**9))
    beyond = coverage(whole, [replace(checked, measured=outside)])
    assert [stretch.span for stretch in beyond.body] == [body]


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\r\n\r\nbody", b"no header at all", b"Subject: only\r\n"])
def test_what_is_hardly_a_message(raw: bytes) -> None:
    found = of(raw, small_case.KEY)
    body = parse(raw).root.body_span
    assert [stretch.span for stretch in found.body] == ([body] if len(body) else [])
    assert all(line.alarming == (line.name == "Subject") for line in found.headers)


def test_a_repaired_signature_says_so() -> None:
    (measured,) = measure(parse(TWIN))
    repair = Repair("list-footer", "A footer.", (), "body")
    checked = Checked(measured=measured, outcome=Outcome.PASS, repairs=(repair,))
    assert coverage(parse(TWIN), [checked]).vouchers[0].outcome == "dkim holds, after undoing an innocent change"
