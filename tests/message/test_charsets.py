from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.charsets import decode_named, guess, windows_1252


@pytest.mark.parametrize(
    ("data", "charset", "text", "used"),
    [
        (b"a", "", "a", "utf-8"),
        (b"\xe9", "", "é", "windows-1252"),
        (b"\xe9", "ISO-8859-1", "é", "windows-1252"),
        (b"\x93", "latin1", "“", "windows-1252"),
        ("é".encode(), '"utf8"', "é", "utf-8"),
        ("日本".encode("shift_jis"), "Shift_JIS", "日本", "cp932"),
        ("я".encode("koi8-r"), "koi8-r", "я", "koi8-r"),
        ("a".encode("utf-16-le"), "utf-16le", "a", "utf-16-le"),
    ],
)
def test_declared_charsets(data: bytes, charset: str, text: str, used: str) -> None:
    decoded = decode_named(data, charset)
    assert (decoded.text, decoded.charset) == (text, used)


@pytest.mark.parametrize("charset", ["no-such", "x\0y", "utf-7", "base64", "rot13", "idna", "é", "a" * 100, "hex"])
def test_what_is_no_charset_is_a_recorded_fallback(charset: str) -> None:
    decoded = decode_named("é".encode(), charset)
    assert decoded.text == "é"
    assert decoded.fallback
    assert decoded.defects == ("unknown-charset",)


def test_a_charset_that_the_bytes_contradict_is_a_recorded_fallback() -> None:
    for data, charset, text in ((b"caf\xe9", "utf-8", "café"), ("é日".encode(), "euc-jp", "é日")):
        decoded = decode_named(data, charset)
        assert (decoded.text, decoded.fallback, decoded.defects) == (text, True, ("charset-contradicted",))


def test_one_bad_octet_does_not_spoil_a_long_text() -> None:
    decoded = decode_named("é".encode() * 100 + b"\xff", "utf-8")
    assert decoded.text == "é" * 100 + "\ufffd"
    assert decoded.fallback


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "", "iso-2022-jp", "hz", "utf-16", "gb2312", "big5", "x"]))
def test_any_bytes_decode(data: bytes, charset: str) -> None:
    decode_named(data, charset)
    guess(data)
    assert len(windows_1252(data)) == len(data)
