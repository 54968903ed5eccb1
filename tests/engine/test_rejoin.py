from __future__ import annotations

import io

import pytest
from tests.signatures.conftest import MAIL, Signer

from assay.engine.rejoin import rejoined
from assay.intake.interface import Limits, Member
from assay.intake.mbox import CONTAINER

LINE = b"From ann@a.example Fri May  5 18:35:20 2017\r\n"
QUOTED = b"From bob@b.example Thu May  4 10:00:00 2017\r\nFrom: bob@b.example\r\nSubject: old\r\n\r\nAn older mail.\r\n"


def members(box: bytes) -> list[Member]:
    file = io.BytesIO(box)
    return list(rejoined(CONTAINER.members(file, "a.mbox", Limits()), file))


def signed(body: bytes) -> bytes:
    head = MAIL.partition(b"\r\n\r\n")[0]
    return Signer().sign(head + b"\r\n\r\n" + body)


CUT = signed(b"See what he wrote:\r\n\r\n" + QUOTED + b"\r\nThat's all.\r\n")
TWICE = signed(b"Two:\r\n\r\n" + QUOTED + b"\r\n" + QUOTED)
OTHER = b"Received: by mx.example; Fri, 5 May 2017 18:35:20 +0200\r\nFrom: c@c.example\r\n\r\nhello\r\n"


@pytest.mark.parametrize(("mail", "pieces"), [(CUT, 1), (TWICE, 2)])
def test_a_signed_mail_that_quotes_one_with_its_from_line_is_one(mail: bytes, pieces: int) -> None:
    box = LINE + mail + b"\r\n" + LINE + OTHER
    found = members(box)
    assert [bytes(one.body) for one in found] == [mail, OTHER]
    assert found[0].notes["from_lines_inside"] == pieces
    assert box[found[0].step.offset : found[0].step.offset + found[0].step.length] == mail
    assert "from_lines_inside" not in found[1].notes


def test_what_nothing_tells_together_stays_apart() -> None:
    altered = CUT.replace(b"all.", b"it.")
    assert len(members(LINE + altered + b"\r\n" + LINE + OTHER)) == 3
    plain = MAIL + b"\r\n" + QUOTED
    assert len(members(LINE + plain)) == 2
    whole = signed(b"Nothing inside.\r\n")
    sent = b"From: me@a.example\r\nSubject: mine\r\n\r\nsent\r\n"
    assert [bytes(one.body) for one in members(LINE + whole + b"\r\n" + LINE + sent)] == [whole, sent]


def test_a_mail_may_be_cut_behind_mails_that_look_like_pieces() -> None:
    sent = b"From: me@a.example\r\nSubject: mine\r\n\r\nsent\r\n"
    box = b"".join(LINE + sent + b"\r\n" for _ in range(3)) + LINE + CUT + b"\r\n" + LINE + OTHER
    assert [bytes(one.body) for one in members(box)] == [sent] * 3 + [CUT, OTHER]
