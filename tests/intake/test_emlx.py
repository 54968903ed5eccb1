from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assay.intake.emlx import plist_notes

if TYPE_CHECKING:
    from collections.abc import Callable

MAIL = b"From: a@example.org\nSubject: x\n\nbody\n"
PLIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>date-received</key><integer>1651572000</integer><key>flags</key>
<integer>8388629</integer><key>remote-id</key><string>42</string></dict></plist>
"""


def test_message_and_flags(opened: Callable[..., Any]) -> None:
    ((member, body),) = opened(b"%-10d\n" % len(MAIL) + MAIL + PLIST, "1.emlx")
    assert body == MAIL
    assert (member.step.offset, member.step.length) == (11, len(MAIL))
    assert member.notes == {
        "flags": ["read", "answered", "flagged", "signed"],
        "date_received": 1651572000,
        "remote_id": "42",
    }


def test_partial_messages_are_noted(opened: Callable[..., Any]) -> None:
    ((member, _),) = opened(b"%d\n" % len(MAIL) + MAIL, "1.partial.emlx")
    assert "partial" in member.notes


def test_a_length_that_is_too_large(opened: Callable[..., Any]) -> None:
    (first, body), (rest, _) = opened(b"9999\n" + MAIL, "1.emlx", "message/x-emlx")
    assert body == MAIL
    assert "9999" in first.notes["damaged"]
    assert rest.error is not None


def test_hostile_property_lists() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><plist>&b;</plist>'
    assert plist_notes(bomb) == {}
    for data in (b"<plist", b"bplist00" + bytes(40), b"<plist><integer>x</integer></plist>", b"\xff\xfe" * 40):
        plist_notes(data)
    assert plist_notes(b"<plist><array/></plist>") == {}
    assert plist_notes(b"") == {}
