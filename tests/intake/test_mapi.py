from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.mapi import (
    BINARY,
    INTEGER,
    STRING,
    STRING8,
    TIME,
    Bag,
    address,
    charset_of,
    listing,
    outline,
    subject_of,
)


def ticks(when: datetime) -> bytes:
    return struct.pack("<Q", int((when - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000)


def test_values() -> None:
    when = datetime(2017, 5, 5, 18, 0, tzinfo=UTC)
    bag = Bag(
        {
            1: (STRING, "é\0".encode("utf-16-le")),
            2: (STRING8, b"\xe9"),
            3: (BINARY, b"x"),
            4: (INTEGER, b"\xff\xff\xff\xff\0\0\0\0"),
            5: (TIME, ticks(when)),
            6: (TIME, b"\xff" * 8),
            7: (STRING, b"odd"),
        },
        1252,
    )
    assert (bag.text(1), bag.text(2), bag.text(3), bag.text(99)) == ("é", "é", "", "")
    assert (bag.binary(3), bag.binary(1)) == (b"x", None)
    assert (bag.number(4), bag.number(1)) == (-1, None)
    assert (bag.time(5), bag.time(6), bag.time(1)) == (when, None, None)
    bag.text(7)


@pytest.mark.parametrize(
    ("page", "name"),
    [(None, "windows-1252"), (65001, "utf-8"), (1251, "windows-1251"), (932, "cp932"), (99999, "windows-1252")],
)
def test_code_pages(page: int | None, name: str) -> None:
    assert charset_of(page) == name


@pytest.mark.parametrize(
    ("name", "addr", "shown"),
    [
        ("Anne", "a@b.c", '"Anne" <a@b.c>'),
        ('A "B" \\', "a@b.c", '"A \\"B\\" \\\\" <a@b.c>'),
        ("", "a@b.c", "<a@b.c>"),
        ("a@b.c", "", "<a@b.c>"),
        ("'a@b.c'", "a@b.c", "<a@b.c>"),
        ("Anne", "/O=X/OU=Y/CN=ANNE", '"Anne"'),
        ("x\r\nBcc: evil@example.org", "a@b.c", '"x Bcc: evil@example.org" <a@b.c>'),
        ("Anne", "a@b.c>, <evil@b.c", '"Anne" <a@b.c,evil@b.c>'),
        ("", "", ""),
    ],
)
def test_addresses(name: str, addr: str, shown: str) -> None:
    assert address(name, addr) == shown


def test_the_prefix_mark_of_a_subject() -> None:
    bag = Bag({0x37: (STRING, "\x01\x05FW: x".encode("utf-16-le"))})
    assert subject_of(bag) == "FW: x"


def test_a_listing_names_texts_and_times() -> None:
    bag = Bag({0x3001: (STRING, "Zoë".encode("utf-16-le")), 0x1A: (STRING, b"I\0"), 0x8005: (STRING, b"x\0")})
    assert listing(bag) == "DisplayName: Zoë\r\n0x8005: x\r\n" or "Zoë" in listing(bag)


@given(
    st.dictionaries(
        st.sampled_from([0x1A, 0x37, 0x7D, 0x1000, 0x1013, 0x1009, 0x39, 0x42, 0x65, 0xE04, 0x3FFD, 0x3FDE]),
        st.tuples(st.sampled_from([STRING, STRING8, BINARY, TIME, INTEGER, 0x1234]), st.binary(max_size=40)),
    )
)
def test_any_properties_make_an_outline(values: dict[int, tuple[int, bytes]]) -> None:
    bag = Bag(values)
    outline(bag, [bag], [])
