from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import small_case
from assay.case import Case
from assay.case.coverage import coverage
from assay.message import parse
from assay.model.errors import UsageError
from assay.signatures.check import check
from assay.signatures.measure import measure
from assay.signatures.signing import sign_dkim
from assay.web import reader
from assay.web.reader import Reading, Tab, read_item

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def case(made: small_case.Made) -> Iterator[Case]:
    with Case.open(made.path) as opened:
        yield opened


def read(case: Case, made: small_case.Made, name: str, tab: Tab = Tab.TEXT) -> Reading:
    return read_item(case, made.items[name], tab)


def of(reading: Reading, raw: bytes) -> Reading:
    """The reading of other bytes, signed with the small case's key."""
    checked = tuple(check(one, (small_case.KEY,), date=None, now=0.0) for one in measure(parse(raw)))
    return replace(reading, checked=checked, coverage=coverage(parse(raw), checked))


def test_the_signed_and_the_unsigned_subject_are_twins(case: Case, made: small_case.Made) -> None:
    twins = read(case, made, "twin").twins
    assert [(line.name, line.twin) for line in twins] == [("Subject", True), ("Subject", False)]
    assert read(case, made, "genuine").twins == []
    assert read(case, made, "plain").twins == []


def test_a_signature_that_holds_nowhere_alarms_nobody(case: Case, made: small_case.Made) -> None:
    for name in ("plain", "altered"):
        reading = read(case, made, name)
        assert not reading.alarmed
        assert reading.open == ()
    assert read(case, made, "document").open == ()


def test_a_content_type_that_fits_is_excused_and_another_one_isnt(case: Case, made: small_case.Made) -> None:
    reading = read(case, made, "plain")
    some = ("from", "to", "date", "message-id", "subject", "mime-version")
    raw = sign_dkim(
        small_case.mail("Plan", "We vote.\n", number=9), small_case.DOMAIN, small_case.SELECTOR, small_case.PRIVATE,
        headers=some,
    )  # fmt: skip
    fits = of(reading, raw)
    assert fits.open == ()
    assert len(fits.fitting) == 2
    assert fits.excuses[0].startswith("Content-Type and Content-Transfer-Encoding aren't signed, but they fit")
    misfit = of(reading, raw.replace(b"text/plain", b"text/html "))
    assert "Content-Type" in {line.name for line in misfit.open}
    assert (misfit.fitting, misfit.excuses) == (frozenset(), [])


def test_findings_by_what_they_speak_for(case: Case, made: small_case.Made) -> None:
    reading = read(case, made, "altered")
    assert [finding.code for finding in reading.findings("against")] == ["body-changed"]
    assert reading.findings("for") == []
    assert read_item_unjudged(reading).findings("against") == []


def read_item_unjudged(reading: Reading) -> Reading:
    return replace(reading, judgement=None)


@pytest.mark.parametrize("tab", Tab)
def test_what_isnt_shown_is_counted(
    case: Case, made: small_case.Made, monkeypatch: pytest.MonkeyPatch, tab: Tab
) -> None:
    monkeypatch.setattr(reader, "_SHOWN", 7)
    monkeypatch.setattr(reader, "_LEAST", 3)
    reading = read(case, made, "genuine", tab)
    whole = (made.dump / "genuine.eml").read_bytes()
    if tab is Tab.RAW:
        assert (reading.raw, reading.cut) == (whole[:7].decode(), len(whole) - 7)
    elif tab is Tab.TEXT:
        assert (len(reading.text), reading.cut) == (7, len(reading.entry.text) - 7)
        assert reading.raw == ""
    else:
        shown = sum(len(stretch.text.encode()) + stretch.cut for stretch in reading.body)
        assert shown == len(parse(whole).root.body_span)
        assert reading.body[0].cut > 0


def test_text_added_below_a_long_signed_body_is_shown_all_the_same(
    case: Case, made: small_case.Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_SHOWN", 10)
    raw = small_case.mail("Plan", "We vote on it tomorrow.\n", number=9)
    signed = sign_dkim(raw, small_case.DOMAIN, small_case.SELECTOR, small_case.PRIVATE, length=25) + b"PS: burn this."
    stretches = reader._body(signed, of(read(case, made, "plain"), signed).coverage)
    assert [stretch.vouched for stretch in stretches] == [True, False]
    assert stretches[1].text == "PS: burn this."


def test_a_mail_of_very_many_headers_is_cut_and_counted(case: Case, made: small_case.Made) -> None:
    raw = b"X: y\r\n" * 1_000 + b"\r\nbody"
    reading = of(read(case, made, "plain"), raw)
    assert len(reading.headers) + reading.headers_cut == 1_000
    assert reading.headers_cut == 600
    none = replace(reading, coverage=None)
    assert (none.headers, none.headers_cut, none.open, none.twins) == ((), 0, (), [])


def test_bytes_that_are_no_text_are_written_out(case: Case, made: small_case.Made) -> None:
    assert "\\xff" in b"\xff".decode("utf-8", "backslashreplace")
    path = made.dump / "plain.eml"
    before = path.read_bytes()
    try:
        path.write_bytes(before[:-1])
        reading = read(case, made, "plain", Tab.RAW)
    finally:
        path.write_bytes(before)
    assert "plain.eml" in reading.trouble
    assert (reading.raw, reading.coverage, reading.body) == ("", None, ())


def test_there_is_no_such_item(case: Case) -> None:
    with pytest.raises(UsageError, match="no item"):
        read_item(case, "ffffffff", Tab.TEXT)
