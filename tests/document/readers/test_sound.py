from __future__ import annotations

import struct

from assay.document.extract import extract
from assay.model.extracted import State
from document.makers.other_maker import sound
from document.makers.story import story


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def element(name: bytes, data: bytes) -> bytes:
    return name + struct.pack(">Q", len(data) | 1 << 56) + data


def test_there_is_no_text_in_sound() -> None:
    found = extract(sound(story(1)).data, "a.wav")
    assert (found.kind, found.state, found.facts["duration"]) == ("audio", State.NO_READER, "1.50 s")


def test_mpeg_with_tags() -> None:
    frames = b"".join(
        name + struct.pack(">IH", len(text) + 1, 0) + b"\3" + text
        for name, text in ((b"TIT2", b"The speech"), (b"TPE1", b"Ann"))
    )
    size = len(frames)
    head = b"ID3\3\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    found = extract(head + frames + b"\xff\xfb\x90\x00" + b"\0" * 4000, "a.mp3")
    assert (found.kind, found.facts["title"], found.facts["author"]) == ("audio", "The speech", "Ann")


def test_when_a_film_was_made() -> None:
    header = struct.pack(">IIIII", 0, 2_082_844_800 + 1_494_000_000, 2_082_844_800 + 1_494_000_060, 1000, 5500)
    data = box(b"ftyp", b"isom\0\0\2\0isom") + box(b"moov", box(b"mvhd", header + b"\0" * 80))
    found = extract(data, "a.mp4")
    assert found.kind == "video"
    assert (found.times["created"], found.times["modified"]) == (1_494_000_000, 1_494_000_060)


def test_matroska() -> None:
    info = (
        element(b"\x7b\xa9", b"Night")
        + element(b"\x57\x41", b"Writer 1")
        + element(b"\x44\x89", struct.pack(">d", 2500))
    )
    info += element(b"\x44\x61", struct.pack(">q", 10**9 * 86_400))
    data = element(b"\x1aE\xdf\xa3", b"\x42\x82\x84webm") + element(
        b"\x18\x53\x80\x67", element(b"\x15\x49\xa9\x66", info)
    )
    found = extract(data, "a.mkv")
    assert (found.facts["title"], found.facts["application"], found.facts["duration"]) == (
        "Night",
        "Writer 1",
        "2.50 s",
    )
    assert found.times["created"] == 978_307_200 + 86_400


def test_avi() -> None:
    header = struct.pack("<14I", 40_000, 0, 0, 0, 50, 0, 1, 0, 320, 240, 0, 0, 0, 0)
    data = b"avih" + struct.pack("<I", 56) + header + b"INAM" + struct.pack("<I", 6) + b"Night\0"
    found = extract(b"RIFF" + struct.pack("<I", len(data) + 4) + b"AVI " + data, "a.avi")
    assert found.facts["duration"] == "2.00 s"
    assert (found.facts["title"], found.facts["dimensions"]) == ("Night", "320 x 240")
