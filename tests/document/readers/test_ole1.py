from __future__ import annotations

import struct

from assay.document.readers.ole1 import packaged
from document.readers.test_ole_objects import packaged as native_bytes


def embedded(name: bytes, data: bytes) -> bytes:
    text = name + b"\0"
    head = struct.pack("<II", 0x501, 2) + struct.pack("<I", len(text)) + text + struct.pack("<II", 0, 0)
    return head + struct.pack("<I", len(data)) + data


def test_an_object_by_its_class() -> None:
    name, media, data = packaged(embedded(b"Word.Document.8", b"\xd0\xcf\x11\xe0rest"))
    assert (name, media, data) == ("Word.Document.8", "application/x-ole-storage", b"\xd0\xcf\x11\xe0rest")


def test_a_file_that_the_packager_wrapped() -> None:
    assert packaged(embedded(b"Package", native_bytes(b"a.js", b"alert(1)")[4:])) == ("a.js", "", b"alert(1)")


def test_something_else() -> None:
    assert packaged(b"\xff" * 30) == ("object", "", b"\xff" * 30)
    assert packaged(b"") == ("object", "", b"")
