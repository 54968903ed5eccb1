from __future__ import annotations

import struct
import zlib

from assay.document.extract import extract
from assay.model.extracted import State
from document.makers.ole_maker import _atom, compound, ppt
from document.makers.story import story


def test_slides_and_notes() -> None:
    one = story(1)
    found = extract(ppt(one).data, "a.ppt")
    slides = [page.text for page in found.pages if not page.label]
    assert slides == [f"{text}\nkasten{number}" for number, text in enumerate(one.paragraphs)]
    assert [page.text for page in found.pages if page.label == "notes"] == ["notizen"]
    assert found.facts["slides"] == str(len(one.paragraphs))


def test_encrypted() -> None:
    streams = {"PowerPoint Document": b"\0" * 20, "Current User": b"\0" * 12 + b"\xdf\xc4\xd1\xf3"}
    assert extract(compound(streams), "a.ppt").state is State.ENCRYPTED


def test_embedded_objects_are_unpacked() -> None:
    inner = b"\xd0\xcf\x11\xe0" + b"x" * 50
    packed = struct.pack("<I", len(inner)) + zlib.compress(inner)
    stream = _atom(0x1011, packed, 0x10) + _atom(0x1011, inner) + _atom(0x1011, b"\0\0\0\0junk", 0x10)
    found = extract(compound({"PowerPoint Document": stream}), "a.ppt")
    assert [file.data for file in found.embedded] == [inner, inner]


def test_sizes_that_lie() -> None:
    stream = struct.pack("<HHI", 0xF, 0x03E8, 0xFFFFFFFF) * 100 + struct.pack("<HHI", 0, 0x0FA8, 0x7FFFFFFF) + b"text"
    found = extract(compound({"PowerPoint Document": stream}), "a.ppt")
    assert found.kind == "ppt"
