from __future__ import annotations

import bz2
import gzip
import io
import lzma
from typing import TYPE_CHECKING

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.codec import BZIP2, GZIP, XZ, ZSTD, Unpacked, beginning
from assay.model.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

PACK: dict[str, Callable[[bytes], bytes]] = {
    GZIP: gzip.compress,
    BZIP2: bz2.compress,
    XZ: lzma.compress,
    ZSTD: zstandard.compress,
}
CODECS = sorted(PACK)


def everything(unpacked: Unpacked, size: int) -> bytes:
    out = []
    while data := unpacked.read(size):
        assert len(data) <= size
        out.append(data)
    return b"".join(out)


@pytest.mark.parametrize("codec", CODECS)
@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4), st.sampled_from([1, 7, 1 << 18]))
def test_streams_behind_each_other(codec: str, parts: list[bytes], size: int) -> None:
    packed = b"".join(PACK[codec](part) for part in parts)
    assert everything(Unpacked(io.BytesIO(packed), codec), max(size, 64)) == b"".join(parts)


@pytest.mark.parametrize("codec", CODECS)
def test_no_more_than_asked_for_is_unpacked(codec: str) -> None:
    unpacked = Unpacked(io.BytesIO(PACK[codec](bytes(10 << 20))), codec)
    assert len(unpacked.read(1000)) <= 1000
    assert len(unpacked.read(1000)) <= 1000


@pytest.mark.parametrize("codec", CODECS)
def test_padding_and_trailing_bytes(codec: str) -> None:
    padded = Unpacked(io.BytesIO(PACK[codec](b"data") + bytes(1000)), codec)
    assert everything(padded, 100) == b"data"
    assert padded.trailing == 0
    hidden = Unpacked(io.BytesIO(PACK[codec](b"data") + b"something else" * 100), codec)
    assert everything(hidden, 100) == b"data"
    assert hidden.trailing == 1400


@pytest.mark.parametrize("codec", CODECS)
def test_an_early_end(codec: str) -> None:
    packed = PACK[codec](bytes(range(256)) * 1000)
    with pytest.raises(Unreadable):
        everything(Unpacked(io.BytesIO(packed[:-9]), codec), 1 << 18)


@pytest.mark.parametrize("codec", CODECS)
def test_beginning(codec: str) -> None:
    packed = PACK[codec](b"hello" * 10000)
    assert beginning(packed[: len(packed) - 1], codec, 10)[:10] in (b"hellohello", b"")
    assert beginning(packed, codec, 10) == b"hellohello"
    assert beginning(b"junk" * 10, codec, 10) == b""


def test_skippable_frames_of_zstd() -> None:
    skip = b"\x50\x2a\x4d\x18\x05\0\0\0hello"
    packed = zstandard.compress(b"one") + skip + zstandard.compress(b"two")
    assert everything(Unpacked(io.BytesIO(packed), ZSTD), 100) == b"onetwo"
