from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from assay.intake import Limits, open_container
from assay.intake.interface import DEFECTS
from assay.intake.mbox import CONTAINER, HELD, HOLDS_MAIL, notes_of

if TYPE_CHECKING:
    from collections.abc import Callable

FROM = b"From someone@example.org Tue May  3 10:00:00 2022\n"
HEAD = b"From: a@example.org\nSubject: x\n"
HEADERS_OF = b"From: a@example.org\nSubject: %b\n"


def test_place_envelope_and_quoting(opened: Callable[..., Any]) -> None:
    data = FROM + HEAD + b"\n>From here\n>>From there\n\n" + FROM + HEAD + b"\ntwo\n"
    (first, body), (second, _) = opened(data, "x.mbox")
    assert body == HEAD + b"\n>From here\n>>From there\n"
    assert (first.step.name, first.step.offset, first.step.length) == (f"@{len(FROM)}", len(FROM), len(body))
    assert data[second.step.offset :][: second.step.length] == HEAD + b"\ntwo\n"
    assert first.notes == {
        "envelope": FROM.decode().strip(),
        "from_quoting": 1,
        "from_quoting_deep": 1,
    }
    assert not first.reconstructed


def test_google_takeout() -> None:
    head = (
        b"X-GM-THRID: 1789\r\nX-Gmail-Labels: =?UTF-8?Q?Bo=C3=AEte_de_r=C3=A9ception,Important?=\r\n ,Inbox\r\n"
        b"Subject: x\r\n\r\nX-GM-THRID: 2\r\n"
    )
    notes = notes_of(b"", head)
    assert notes["gmail_thread"] == "1789"
    assert notes["gmail_labels"][:2] == ["Boîte de réception", "Important"]


def test_hostile_labels() -> None:
    for value in (b"=?x?b?!!!?=", b"=?utf-8?q?=00=ff?=", b"\xff" * 10000, b"=?utf-8?b?" + b"A" * 5000):
        notes_of(b"", b"X-Gmail-Labels: " + value + b"\n\n")


def test_large_messages_come_as_streams() -> None:
    data = FROM + HEAD + b"\n" + b"x" * 5000 + b"\n\n" + FROM + HEAD + b"\nsmall\n"
    first, second = open_container("application/mbox", io.BytesIO(data), "", Limits(memory_bytes=1000)) or ()
    assert not isinstance(first.body, bytes)
    assert first.body is not None
    assert first.body.read() == HEAD + b"\n" + b"x" * 5000 + b"\n"
    assert first.body.seek(-3, 2) == first.size - 3
    assert first.body.read() == b"xx\n"
    assert isinstance(second.body, bytes)


def test_a_message_over_the_limit_is_named() -> None:
    data = FROM + HEAD + b"\n" + b"x" * 5000 + b"\n\n" + FROM + HEAD + b"\nsmall\n"
    first, second = open_container("application/mbox", io.BytesIO(data), "", Limits(member_bytes=1000)) or ()
    assert first.error is not None
    assert first.error.state == "limit"
    assert second.error is None


def test_a_mail_that_a_content_length_swallows_is_taken_in_too() -> None:
    hidden = HEADERS_OF % b"k2" + b"\nhidden\n"
    body = b"one\n\nFrom a@b.example Tue May  3 10:00:00 2022\n" + hidden
    first = HEADERS_OF % b"k1" + b"Content-Length: %d\n\n" % len(body) + body
    last = HEADERS_OF % b"k3" + b"Content-Length: 5\n\nlast\n"
    line = b"From a@b.example Tue May  3 10:00:00 2022\n"
    data = line + first + b"\n" + line + last
    members = list(CONTAINER.members(io.BytesIO(data), "x", Limits()))
    assert [member.body for member in members] == [first, hidden, last]
    assert [member.notes.get(DEFECTS) for member in members] == [[HOLDS_MAIL], [HELD], None]
    assert members[0].notes["from_lines_inside"] == 1
    assert members[1].notes["inside_of"] == members[0].step.name
    assert members[1].notes["envelope"] == line.strip().decode()
    for member in members:
        start = member.step.offset
        assert data[start : start + member.step.length] == member.body


def test_every_mail_inside_is_taken_in_once() -> None:
    line = b"From a@b.example Tue May  3 10:00:00 2022\n"
    inner = [HEADERS_OF % b"in%d" % number + b"Content-Length: 9999\n\nx\n" for number in range(3)]
    prose = b"\nFrom me Tue May  3 10:00:00 2022\n\nno header\n"
    body = prose + b"".join(b"\n" + line + mail for mail in inner)
    first = HEADERS_OF % b"k1" + b"Content-Length: %d\n\n" % len(body) + body
    data = line + first + b"\n" + line + HEADERS_OF % b"k3" + b"Content-Length: 5\n\nlast\n"
    members = list(CONTAINER.members(io.BytesIO(data), "x", Limits()))
    assert [member.body for member in members[:-1]] == [first, *inner]
    assert len({member.step.name for member in members}) == len(members)
