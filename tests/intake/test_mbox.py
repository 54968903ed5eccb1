from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from assay.intake import Limits, open_container
from assay.intake.mbox import notes_of

if TYPE_CHECKING:
    from collections.abc import Callable

FROM = b"From someone@example.org Tue May  3 10:00:00 2022\n"
HEAD = b"From: a@example.org\nSubject: x\n"


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
