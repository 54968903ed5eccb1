"""TNEF written by hand ([MS-OXTNEF])."""

from __future__ import annotations

import struct

from document.makers.story import Made, Story


def attribute(kind: int, data: bytes, level: int = 1) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def property_list(values: dict[int, str | bytes]) -> bytes:
    found = struct.pack("<I", len(values))
    for number, value in values.items():
        raw = (value + "\0").encode("utf-16-le") if isinstance(value, str) else value
        kind = 0x1F if isinstance(value, str) else 0x102
        found += struct.pack("<HHII", kind, number, 1, len(raw)) + raw + b"\0" * (-len(raw) % 4)
    return found


def packed_rtf(source: bytes) -> bytes:
    return struct.pack("<4I", len(source) + 12, len(source), 0x414C454D, 0) + source


def tnef(story: Story) -> Made:
    paragraphs = "\\par ".join(
        "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text) for text in story.paragraphs
    )
    source = b"{\\rtf1\\ansi " + paragraphs.encode("ascii") + b"}"
    sent = story.created
    date = struct.pack("<7H", sent.year, sent.month, sent.day, sent.hour, sent.minute, sent.second, 0)
    body = property_list({0x1009: packed_rtf(source), 0x0037: story.title, 0x0C1A: story.author})
    data = b"\x78\x9f\x3e\x22\x01\x00" + attribute(0x00069007, struct.pack("<II", 1252, 0))
    data += attribute(0x00038005, date) + attribute(0x00069003, body)
    data += attribute(0x00069002, b"\0" * 14, 2) + attribute(0x00018010, b"a.txt\0", 2)
    data += attribute(0x0006800F, b"inhalt", 2) + attribute(0x00069005, property_list({0x3707: "Anlage é.txt"}), 2)
    facts = {"title": story.title, "author": story.author, "attachments": "1"}
    return Made("winmail.dat", "tnef", data, story.words, facts, {"created": sent.timestamp()})
