from __future__ import annotations

import codecs
import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.lzfu import UNCOMPRESSED
from assay.intake.mapi import (
    BINARY,
    HEADERS,
    HTML,
    INTEGER,
    RTF,
    STRING,
    STRING8,
    TIME,
    Attached,
    Bag,
    address,
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


def number(value: int) -> tuple[int, bytes]:
    return INTEGER, struct.pack("<q", value)


def test_texts_take_the_charset_of_what_is_around_unless_they_say_their_own() -> None:
    around = Bag({0x37: (STRING8, "主旨測試".encode("cp950")), 0x3FDE: number(950)})
    assert (around.text(0x37), around.guessed) == ("主旨測試", "")
    inside = Bag({0x3001: (STRING8, "張範".encode("cp950"))}, around=around)
    assert (inside.text(0x3001), inside.guessed) == ("張範", "")
    own = Bag({0x3001: (STRING8, "Иван".encode("cp1251")), 0x3FFD: number(1251)}, around=around)
    assert own.text(0x3001) == "Иван"


def test_a_guess_is_no_declaration_of_what_is_inside() -> None:
    plain = Bag({0x37: (STRING8, b"plain")})
    inside = Bag({0x3001: (STRING8, "Пётр Иванов".encode("cp1251"))}, around=plain)
    assert (inside.text(0x3001), inside.guessed) == ("Пётр Иванов", "windows-1251")


@pytest.mark.parametrize(
    "clue",
    [
        {HTML: (BINARY, b'<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">')},
        {HEADERS: (STRING8, b'Content-Type: text/plain; charset="Shift_JIS"\r\n')},
        {HEADERS: (STRING, "Subject: =?ISO-2022-JP?B?GyRC?=\r\n".encode("utf-16-le"))},
        {RTF: (BINARY, struct.pack("<4I", 40, 28, UNCOMPRESSED, 0) + b"{\\rtf1\\ansi\\ansicpg932\\deff0}")},
    ],
)
def test_what_names_its_charset_itself(clue: dict[int, tuple[int, bytes]]) -> None:
    bag = Bag({0x37: (STRING8, "会議の件".encode("cp932")), **clue})
    assert (bag.text(0x37), bag.guessed) == ("会議の件", "")


@pytest.mark.parametrize(
    ("html", "page", "charset", "guessed"),
    [
        ("<p>été</p>".encode("cp1252"), 1252, "windows-1252", ""),
        ("<p>été</p>".encode("cp1252"), 65001, "windows-1252", "windows-1252"),
        ("<p>Привет, мир</p>".encode("koi8-r"), 20866, "koi8-r", ""),
        ("<p>Привет, мир</p>".encode("cp1251"), 20866, "windows-1251", ""),
        ("<meta charset=big5><p>中文測試".encode("big5"), 1252, "cp950", ""),
        ("<meta charset=utf-8><p>中文測試".encode(), 1252, "utf-8", ""),
        (b"<p>plain", 20127, "us-ascii", ""),
        (b"<p>plain", 1200, "windows-1252", ""),
        ("<p>été".encode("utf-16-le"), 1200, "utf-16-le", ""),
        ("<p>中文測試".encode(), None, "utf-8", "utf-8"),
    ],
)
def test_the_charset_of_html(html: bytes, page: int | None, charset: str, guessed: str) -> None:
    bag = Bag({HTML: (BINARY, html)} | ({0x3FDE: number(page)} if page else {}))
    found = outline(bag, [], [])
    assert codecs.lookup(found.html_charset).name == codecs.lookup(charset).name
    assert found.guessed == guessed
    assert found.html.decode(found.html_charset) == html.decode(charset)


def test_a_guess_anywhere_in_an_item_is_said() -> None:
    plain, odd = Bag({0x37: (STRING, b"x\0")}), Bag({0x3001: (STRING8, "Тест".encode("cp1251"))})
    assert outline(plain, [], []).guessed == ""
    assert outline(plain, [plain, odd], []).guessed == "windows-1251"
    assert outline(plain, [], [Attached(guessed="cp950")]).guessed == "cp950"
    assert outline(plain, [], [Attached(inner=outline(odd, [], []))]).guessed == "windows-1251"
    assert outline(Bag({}), [], []).guessed == ""


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
