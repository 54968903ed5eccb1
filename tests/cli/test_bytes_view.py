from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import small_case
from assay.cli import bytes_view
from assay.cli.bytes_view import show_coverage, show_headers
from assay.message import parse
from assay.signatures.check import check
from assay.signatures.measure import measure
from assay.signatures.signing import sign_dkim
from command_line import ACTIVE

if TYPE_CHECKING:
    from assay.model.key import SignerKey

MAILS = {name: raw for name, (raw, *_) in small_case.mails().items()}
Printed = pytest.CaptureFixture[str]


def covered(raw: bytes, capsys: Printed, *keys: SignerKey) -> list[str]:
    show_coverage(raw, [check(one, keys, date=None, now=0.0) for one in measure(parse(raw))])
    return capsys.readouterr().out.splitlines()


def test_the_second_subject_is_pulled_to_the_top(capsys: Printed) -> None:
    lines = covered(MAILS["twin"], capsys, small_case.KEY)
    assert lines[0].startswith("Not covered by any signature that holds")
    assert "Secret payment to the Caymans" in lines[1]
    assert "IS signed" in lines[1]
    assert any("┃ 1" in line and "Plan for the meeting" in line for line in lines)


def test_without_a_key_the_bars_are_others_and_nobody_is_alarmed(capsys: Printed) -> None:
    lines = covered(MAILS["genuine"], capsys)
    assert lines[0] == "Signatures:"
    assert any(line.startswith("┆") for line in lines)
    assert not any("┃" in line and "covered by a signature" not in line for line in lines)


def test_unsigned_mail_is_covered_by_nobody(capsys: Printed) -> None:
    lines = covered(MAILS["plain"], capsys)
    assert lines[0] == "There is no signature: nothing is covered."
    body = parse(MAILS["plain"]).root.body_span
    assert f"Body, bytes {body.start:,} to {body.end:,} ({len(body):,}): covered by nobody" in lines


def test_a_long_body_is_cut_and_says_by_how_much(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytes_view, "_SHOWN_BODY", 5)
    lines = covered(b"Subject: x\r\n\r\n" + b"A" * 12, capsys)
    assert lines[-2:] == ["  AAAAA", "… 7 bytes more (--raw writes them all)"]


def test_a_long_value_and_many_headers_are_cut_and_say_so(capsys: Printed) -> None:
    lines = covered(b"Subject: " + b"A" * 3_000 + b"\r\n" + b"X-Y: z\r\n" * 400 + b"\r\n", capsys)
    (subject,) = [line for line in lines if "Subject" in line]
    assert "A" * 2_000 + " … (1,000 characters more; --headers shows them)" in subject
    assert "… 101 headers more (--headers lists all)" in lines
    assert sum(" X-Y: z" in line for line in lines) == 299


def test_many_alarming_headers_are_cut_and_say_so(capsys: Printed) -> None:
    lines = covered(b"Reply-To: x@y.example\r\n" * 50 + MAILS["genuine"], capsys, small_case.KEY)
    shown = [line for line in lines[: lines.index("Signatures:")] if "Reply-To" in line]
    assert len(shown) == 40
    assert "  … 10 headers more (--headers lists all)" in lines


def test_a_content_type_that_fits_the_signed_body_is_no_alarm(capsys: Printed) -> None:
    raw = small_case.mail("Plan", "We vote.\n", number=9)
    some = ("from", "to", "date", "message-id", "subject", "mime-version")
    signed = sign_dkim(raw, small_case.DOMAIN, small_case.SELECTOR, small_case.PRIVATE, headers=some)
    lines = covered(signed, capsys, small_case.KEY)
    assert lines[0].startswith("Content-Type and Content-Transfer-Encoding aren't signed, but they fit the signed body")
    assert not any(line.startswith("Not covered by any") for line in lines)
    assert any("text/plain" in line and "← not covered, but fits the signed body" in line for line in lines)
    bent = covered(signed.replace(b"text/plain", b"text/html "), capsys, small_case.KEY)
    assert bent[0].startswith("Not covered by any")
    assert not any("fits" in line for line in bent)


def test_every_header_instance_with_its_bytes(capsys: Printed) -> None:
    raw = MAILS["twin"]
    show_headers(raw)
    lines = capsys.readouterr().out.splitlines()
    headers = parse(raw).headers
    assert len(lines) == len(headers) + 1
    for line, header in zip(lines[1:], headers, strict=True):
        number, span, name = line.split()[:3]
        assert (number, name) == (str(header.index), header.name)
        start, end = map(int, span.split("-"))
        assert raw[start:end].startswith(header.name.encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\r\n", b"no header at all", b"\xff\xfe\x00", b"Subject: \x1b[2J\x9b\r\n\r\n\x07\x1b]0;x\x07",
        "Subject: \u202egpj.exe\r\nX-\x1b[1m: y\r\n\r\n\u202ebody\x00\x9b".encode(),
        b"Subject: =?utf-8?q?=1B[31m=E2=80=AE?=\r\n\r\n",
    ],
)  # fmt: skip
def test_whatever_the_bytes_are_nothing_printed_is_active(raw: bytes, capsys: Printed) -> None:
    out = "\n".join(covered(raw, capsys, small_case.KEY))
    show_headers(raw)
    out += capsys.readouterr().out
    assert "There is no signature" in out
    assert not ACTIVE & set(out)


def test_hostile_text_is_written_out(capsys: Printed) -> None:
    show_headers("Subject: \u202egpj\x1b.exe\r\n\r\n".encode())
    assert "\\u202egpj\\x1b.exe" in capsys.readouterr().out
