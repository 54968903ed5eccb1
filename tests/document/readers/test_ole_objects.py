from __future__ import annotations

import struct

from assay.document.bounds import Bounds
from assay.document.compound import Compound
from assay.document.draft import Draft
from assay.document.readers.ole_objects import embed_objects, native
from document.makers.ole_maker import compound


def packaged(name: bytes, data: bytes) -> bytes:
    body = struct.pack("<H", 2) + name + b"\0C:\\" + name + b"\0\0\0\3\0" + struct.pack("<I", 3) + b"T:\0"
    body += struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(body)) + body


def test_what_the_packager_wrapped() -> None:
    assert native(packaged(b"a.exe", b"MZ\0\0")) == ("a.exe", b"MZ\0\0")


def test_what_isnt_wrapped_stays_whole() -> None:
    assert native(b"\5\0\0\0\1\0raw") == ("object", b"\1\0raw")
    assert native(b"") == ("object", b"")


def test_streams_that_are_files() -> None:
    file = Compound(
        compound({"\x01Ole10Native": packaged(b"a.txt", b"text"), "CONTENTS": b"%PDF-1.4", "Package": b"no"})
    )
    draft = Draft("", Bounds())
    embed_objects(file, draft)
    assert {(one.name, one.data.rstrip(b"\0")) for one in draft.embedded} == {
        ("a.txt", b"text"),
        ("CONTENTS", b"%PDF-1.4"),
    }
