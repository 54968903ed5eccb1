from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document import metadata
from document.document_builders import exif, jpeg
from document.test_xmp import PACKET

TEXTS = {
    "camera": "X100",
    "software": "Adobe Photoshop CC",
    "modified": "2017:04:02 10:00:00",
    "taken": "2016:05:03 11:12:13",
}


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_in_jpeg_and_tiff(order: str) -> None:
    block = exif(order, **TEXTS)
    for kind, data in (("jpeg", jpeg(b"Exif\0\0" + block)), ("tiff", block)):
        found = metadata(data)
        assert found.kind == kind
        assert found.facts == {"camera": "X100", "software": "Adobe Photoshop CC"}
        assert found.times == {"modified": 1491127200.0, "taken": 1462273933.0}


def test_xmp_in_jpeg() -> None:
    assert metadata(jpeg(b"http://ns.adobe.com/xap/1.0/\0" + PACKET)).facts == {"xmp_tool": "Word"}


def test_png() -> None:
    time = struct.pack(">H5B", 2017, 4, 2, 10, 0, 0)
    found = metadata(png((b"tEXt", b"Software\0GIMP"), (b"tIME", time), (b"eXIf", exif(camera="X100")), (b"IEND", b"")))
    assert found.kind == "png"
    assert found.facts == {"software": "GIMP", "camera": "X100"}
    assert found.times == {"modified": 1491127200.0}
    assert metadata(png((b"iTXt", b"XML:com.adobe.xmp\0" + PACKET), (b"IEND", b""))).facts == {"xmp_tool": "Word"}


@given(st.binary(max_size=200), st.integers(0, 120), st.binary(max_size=6))
def test_nothing_raises(junk: bytes, at: int, patch: bytes) -> None:
    block = exif(**TEXTS)
    broken = block[:at] + patch + block[at + len(patch) :]
    for data in (jpeg(junk), jpeg(b"Exif\0\0" + broken), broken, b"\x89PNG\r\n\x1a\n" + junk, png((b"eXIf", junk))):
        metadata(data)
