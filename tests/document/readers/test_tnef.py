from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from assay.document.extract import extract
from document.makers.story import story
from document.makers.tnef_maker import attribute, tnef

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b"\x78\x9f\x3e\x22\x01\x00"
FILE = attribute(0x00069002, b"\0" * 14, 2) + attribute(0x00018010, b"a.txt\0", 2)


def test_files_and_body() -> None:
    one = story(1)
    found = extract(tnef(one).data, "winmail.dat")
    assert [(file.name, file.data) for file in found.embedded] == [("Anlage é.txt", b"inhalt")]
    assert found.pages[0].label == "rtf"
    assert found.pages[0].text == "\n".join(one.paragraphs)
    assert "damaged" not in found.facts


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFFFFF, 1000])
def test_a_size_that_lies_is_said_and_ends_the_reading(size: int) -> None:
    lying = struct.pack("<BII", 2, 0x0006800F, size) + b"what is there"
    found = extract(HEAD + attribute(0x0002800C, b"body\0") + FILE + lying, "winmail.dat")
    assert [(file.name, file.data) for file in found.embedded] == [("a.txt", b"what is there")]
    assert found.text == "body"
    assert f"claims {size} bytes" in found.facts["damaged"]


def test_a_checksum_that_fails_is_said() -> None:
    data = bytearray(HEAD + attribute(0x0002800C, b"body\0"))
    data[-1] ^= 0xFF
    found = extract(bytes(data), "winmail.dat")
    assert (found.text, found.facts["damaged"]) == ("body", "a checksum doesn't hold")


@pytest.mark.shared
def test_a_mail_of_outlook(shared: Path) -> None:
    found = extract((shared / "hostile" / "tika" / "testWINMAIL.dat").read_bytes(), "winmail.dat")
    assert [file.name for file in found.embedded] == ["quick.doc", "quick.html", "quick.pdf", "quick.txt", "quick.xml"]
    assert "quick.pdf" not in found.lie
