from __future__ import annotations

import base64
import binascii
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.transfer import decode_transfer

ENCODINGS = ["base64", "quoted-printable", "x-uuencode", "7bit", "8bit", "binary", "", "rot13"]


@given(st.binary(max_size=500))
def test_base64_comes_back(data: bytes) -> None:
    assert decode_transfer(base64.encodebytes(data), "base64").data == data
    assert not decode_transfer(base64.encodebytes(data), "base64").defects


@given(st.binary(max_size=500).filter(lambda data: b"\r" not in data))  # the encoder rewrites line ends
def test_quoted_printable_comes_back(data: bytes) -> None:
    decoded = decode_transfer(quopri.encodestring(data, quotetabs=True), "quoted-printable")
    assert decoded.data == data
    assert not decoded.defects


@given(st.binary(max_size=500))
def test_uuencode_comes_back(data: bytes) -> None:
    lines = b"".join(binascii.b2a_uu(data[start : start + 45]) for start in range(0, len(data), 45))
    decoded = decode_transfer(b"begin 644 name\n" + lines + b"`\nend\n", "x-uuencode")
    assert decoded.data == data
    assert not decoded.defects


@given(st.binary(max_size=300), st.sampled_from(ENCODINGS))
def test_any_bytes_decode(data: bytes, encoding: str) -> None:
    decode_transfer(data, encoding)


@pytest.mark.parametrize(
    ("encoded", "encoding", "data", "defect"),
    [
        (b"QUJDRA", "base64", b"ABCD", "truncated-base64"),
        (b"QUJDR", "base64", b"ABC", "truncated-base64"),
        (b"QU*JD\n!!QUJD", "base64", b"ABCABC", "junk-in-base64"),
        (b"QQ==\nQUJD", "base64", b"AABC", "data-after-padding"),
        (b"a=C3=A9=\r\nb=", "quoted-printable", b"a\xc3\xa9b", "bad-quoted-printable"),
        (b"a=ZZ", "quoted-printable", b"a=ZZ", "bad-quoted-printable"),
        (b"begin 644 x\n#86)C\n", "uuencode", b"abc", "truncated-uuencode"),
        (b"no start", "uuencode", b"no start", "bad-uuencode"),
        (b"as it is", "rot13", b"as it is", "unknown-encoding"),
    ],
)
def test_what_decodes_and_what_was_wrong(encoded: bytes, encoding: str, data: bytes, defect: str) -> None:
    decoded = decode_transfer(encoded, encoding)
    assert decoded.data == data
    assert defect in decoded.defects
