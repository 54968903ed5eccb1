from __future__ import annotations

import struct

from assay.document.extract import extract
from assay.document.readers.doc import clean
from assay.model.extracted import State
from document.makers.ole_maker import compound, doc
from document.makers.story import story


def test_parts_and_fields() -> None:
    one = story(1)
    found = extract(doc(one).data, "a.doc")
    assert [page.label for page in found.pages] == ["", "header"]
    assert found.pages[0].text.startswith("vorwort mit wörtern\n" + one.paragraphs[0])
    assert "HYPERLINK" not in found.text


def test_signs() -> None:
    assert clean("a\x07b\rc\x1ed\x0be\x1ff") == "a\tb\nc-d\nef"
    assert clean("\x13 REF \x13 inner \x14in\x15 \x14shown\x15") == "shown"
    assert clean("x\x13 PAGE \x15y\x15\x14") == "xy"


def test_word_95_in_one_piece() -> None:
    stream = struct.pack("<HH", 0xA5DC, 0x68).ljust(0x18, b"\0") + struct.pack("<II", 0x300, 0x300 + 7)
    found = extract(compound({"WordDocument": stream.ljust(0x300, b"\0") + b"caf\xe9 au"}), "a.doc")
    assert found.text == "café au"


def test_a_header_that_makes_no_sense() -> None:
    found = extract(compound({"WordDocument": b"nonsense"}), "a.doc")
    assert (found.kind, found.state) == ("doc", State.UNREADABLE)
    lying = bytearray(doc(story(2)).data)
    at = lying.find(b"\xec\xa5")
    lying[at + 0x1A2 : at + 0x1AA] = b"\xff" * 8
    assert extract(bytes(lying), "a.doc").state is State.UNREADABLE
