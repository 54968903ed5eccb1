from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.names import actual, shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"mail.eml", "mail.eml"),
        ("été".encode(), "été"),
        (b"caf\xe9.eml", "caf\\xe9.eml"),
        (b"caf\\xe9.eml", "caf\\x5cxe9.eml"),
        (b"C:\\mail\\x.eml", "C:\\mail\\x.eml"),
        (b"\\\xe9", "\\\\xe9"),
        (b"\\x5cxe9", "\\x5cx5cxe9"),
    ],
)
def test_what_is_not_utf_8_is_written_out(name: bytes, text: str) -> None:
    assert shown(name) == shown(os.fsdecode(name)) == text
    assert os.fsencode(actual(text)) == name


PIECES = (b"\\", b"x", b"5", b"c", b"e9", b"\xe9", b"\xff", b"\xc3", b"\xa9", b"a")


@given(st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_every_name_comes_back(name: bytes) -> None:
    text = shown(name)
    text.encode()
    assert os.fsencode(actual(text)) == name
    assert shown(os.fsdecode(name)) == text


@given(st.text(st.characters(categories=["Cs", "Ll"])))
def test_surrogates_of_archives_can_be_stored(name: str) -> None:
    shown(name).encode()
