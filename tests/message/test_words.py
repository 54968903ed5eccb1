from __future__ import annotations

from email.header import Header as Writer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.words import LONGEST, decode_words, raw_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b" plain ", "plain"),
        (b" folded\r\n\tvalue", "folded value"),
        (b"=?UTF-8?Q?Ren=C3=A9e_B?=", "Renée B"),
        (b"=?utf-8?b?UmVuw6ll?= <r@example.org>", "Renée <r@example.org>"),
        (b"=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        (b"=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        (b"=?utf-8?b?w6k=?= =?utf-8?b?w6k=?=", "éé"),
        (b"=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é"),
        (b"=?utf-8*fr?q?=C3=A9?=", "é"),
        (b"=?iso-8859-1?q?caf=E9?=", "café"),
        (b"=?iso-8859-1?q?=93quoted=94?=", "“quoted”"),
        (b"=?no-such-charset?q?caf=C3=A9?=", "café"),
        (b"=?utf-8?q?caf=E9?=", "café"),
        ("Réunion".encode(), "Réunion"),
        ("Réunion".encode("cp1252"), "Réunion"),
        (b"=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        (b"=?utf-8?q?what?really?=", "what?really"),
        (b"=?utf-8?b?QUJ?=", "AB"),
    ],
)
def test_decoded(value: bytes, text: str) -> None:
    assert decode_words(value).text == text


@pytest.mark.parametrize(
    ("value", "defect"),
    [
        (b"=?utf-8?b?YWRtaW5AZXhhbXBsZS5vcmcA?=@evil.example", "control-characters"),
        (b"=?utf-8?q?a=0A=00b?=", "control-characters"),
        (b"caf\xe9", "raw-8bit"),
        (b"=?no-such?q?x?=", "unknown-charset"),
        (b"=?utf-8?q?caf=E9?=", "charset-contradicted"),
        (b"x" * (LONGEST + 1), "header-too-long"),
        (b"=?a?q?b?= " * 3_000, "encoded-word-limit"),
    ],
)
def test_defects(value: bytes, defect: str) -> None:
    assert defect in decode_words(value).defects


def test_what_comes_out_of_encoded_words_cannot_deceive() -> None:
    text = decode_words(b"=?utf-8?b?" + b"YQAKYuKArmM=" + b"?=").text
    assert text == "a\\x00\\x0ab\\u202ec"


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf", "Zs"]), max_size=60))
def test_words_of_another_writer_come_back(text: str) -> None:
    written = Writer(f"é{text}", "utf-8").encode()
    assert decode_words(written.encode()).text == f"é{text}"


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_control_characters(value: bytes) -> None:
    for text in (decode_words(value).text, raw_text(value)):
        assert all(letter == "\t" or ord(letter) >= 32 for letter in text)
