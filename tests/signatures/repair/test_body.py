from __future__ import annotations

import quopri
from typing import TYPE_CHECKING

import pytest

from assay.model.signature import Outcome

if TYPE_CHECKING:
    from tests.signatures.conftest import Signer

PLAIN = (
    b"From: anne@signer.example\r\nTo: b@paper.example\r\nDate: Mon, 24 Apr 2017 09:30:00 +0200\r\nSubject: Budget\r\n"
    b"List-Id: <talk.lists.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"We pay 1,200 euros for the hall.  \r\nFrom there on it's free.\r\n-- \r\nAnne\r\n"
)
LIST_FOOTER = (
    b"_______________________________________________\r\nTalk mailing list\r\nTalk@lists.example\r\n"
    b"http://lists.example/listinfo/talk\r\n"
)


def codes(signer: Signer, raw: bytes) -> tuple[Outcome, list[str]]:
    checked = signer.check(raw)
    return checked.outcome, [repair.code for repair in checked.repairs]


@pytest.mark.parametrize("form", ["simple/simple", "relaxed/relaxed"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw.replace(b"\r\nFrom there", b"\r\n>From there"), "from-quoting"),
        (lambda raw: raw + LIST_FOOTER, "list-footer"),
        (lambda raw: raw.replace(b"\r\nFrom there", b"\r\n>From there") + LIST_FOOTER, "from-quoting list-footer"),
        (lambda raw: raw.replace(b"free.\r\n", b"free.\r\r\n"), "line-ends"),
    ],
)
def test_innocent_changes_are_undone(signer: Signer, form: str, change: object, code: str) -> None:
    raw = change(signer.sign(PLAIN, canonicalisation=form))
    assert codes(signer, raw) == (Outcome.PASS, code.split())


def test_quoted_printable_that_broke_a_line_of_76_where_another_encoder_wouldnt(signer: Signer) -> None:
    head, _, _ = PLAIN.partition(b"\r\n\r\n")
    text = b"x" * 76 + b"\nWe pay = sign\n"
    encoded = quopri.encodestring(text).replace(b"\n", b"\r\n")
    field = b"\r\nContent-Transfer-Encoding: "
    signed = signer.sign(head + field + b"quoted-printable\r\n\r\n" + encoded)
    raw = signed.replace(field + b"quoted-printable", field + b"7bit").replace(encoded, text.replace(b"\n", b"\r\n"))
    assert codes(signer, raw) == (Outcome.PASS, ["transfer-encoding"])


def test_a_signed_length_counts_the_bytes_from_before_the_body_was_encoded_anew(signer: Signer) -> None:
    plain = PLAIN.replace(b"hall.  ", "salle à Nîmes.".encode())
    head, _, body = plain.partition(b"\r\n\r\n")
    encoded = quopri.encodestring(body.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    field = b"\r\nContent-Transfer-Encoding: "
    signed = signer.sign(head + field + b"8bit\r\n\r\n" + body, length=len(body))
    raw = signed.replace(field + b"8bit", field + b"quoted-printable").replace(body, encoded)
    checked = signer.check(raw)
    assert checked.outcome is Outcome.PASS
    assert (checked.measured.beyond, checked.measured.body_total) == ("", checked.measured.body_signed)
    altered = signer.check(raw + b"And pay Panama 4,000 euros.\r\n")
    assert altered.outcome is not Outcome.PASS


def test_the_cut_of_a_footer_is_to_the_byte(signer: Signer) -> None:
    raw = signer.sign(PLAIN) + LIST_FOOTER
    (repair,) = signer.check(raw).repairs
    (span,) = repair.spans
    assert raw[span.start : span.end] == LIST_FOOTER


def test_the_span_of_mailbox_quoting_is_the_mark(signer: Signer) -> None:
    raw = signer.sign(PLAIN).replace(b"\r\nFrom there", b"\r\n>From there")
    (repair,) = signer.check(raw).repairs
    assert [raw[span.start : span.end] for span in repair.spans] == [b">"]


def test_an_authors_own_mark_stays(signer: Signer) -> None:
    body = PLAIN + b">From his letter\r\nFrom mine\r\n"
    raw = signer.sign(body).replace(b"\r\nFrom there", b"\r\n>From there").replace(b"\r\nFrom mine", b"\r\n>From mine")
    outcome, found = codes(signer, raw)
    assert (outcome, found) == (Outcome.PASS, ["from-quoting"])


def test_the_separator_without_its_space_under_simple(signer: Signer) -> None:
    raw = signer.sign(PLAIN, canonicalisation="simple/simple").replace(b"-- \r\n", b"--\r\n")
    assert codes(signer, raw) == (Outcome.PASS, ["trailing-space"])


def test_transfer_encoding_changed_on_the_way(signer: Signer) -> None:
    head, _, body = signer.sign(PLAIN.replace(b"hall", "café".encode())).partition(b"\r\n\r\n")
    coded = quopri.encodestring(body.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    raw = head + b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + coded
    assert codes(signer, raw) == (Outcome.PASS, ["transfer-encoding"])


def test_a_list_that_adds_a_part(signer: Signer) -> None:
    signed = signer.sign()
    part = b"--frontier\r\nContent-Type: text/plain\r\n\r\n" + LIST_FOOTER + b"--frontier--\r\n"
    raw = signed.replace(b"--frontier--\r\n", part)
    assert codes(signer, raw) == (Outcome.PASS, ["list-part"])


def test_appended_text_that_is_no_footer_isnt_innocent(signer: Signer) -> None:
    outcome, found = codes(signer, signer.sign(PLAIN) + b"PS: the money goes to Panama.\r\n")
    assert (outcome, found) == (Outcome.FAIL, ["appended-text"])


def test_text_on_top_isnt_innocent(signer: Signer) -> None:
    raw = signer.sign(PLAIN).replace(b"\r\n\r\nWe pay", b"\r\n\r\nBurn this.\r\nWe pay")
    outcome, found = codes(signer, raw)
    assert (outcome, found) == (Outcome.FAIL, ["prepended-text"])


def test_a_changed_word_has_no_repair(signer: Signer) -> None:
    assert codes(signer, signer.sign(PLAIN).replace(b"1,200", b"9,200")) == (Outcome.FAIL, [])


def test_long_bodies_are_searched_in_bounded_time(signer: Signer) -> None:
    body = PLAIN + b"line of a long mail\r\n" * 40_000
    raw = signer.sign(body) + b"x\r\n" * 5_000
    outcome, found = codes(signer, raw)
    assert (outcome, found) == (Outcome.FAIL, ["appended-text"])
