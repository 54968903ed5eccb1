from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.codepages import FALLBACK, Charsets, ansi_of, charset_of, choose, declared, named

BIG5 = "測試主旨 張毓倫 Tests".encode("cp950")
GBK = "测试主题 会议 Tests".encode("cp936")
JAPANESE = "会議の件 テスト".encode("cp932")
RUSSIAN, KOI8 = (("Проверка связи".encode(name)) for name in ("cp1251", "koi8-r"))
FRENCH = "Réunion à l\u2019été".encode("cp1252")


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (None, "windows-1252"),
        (65001, "utf-8"),
        (1251, "windows-1251"),
        (932, "cp932"),
        (28592, "iso-8859-2"),
        (99999, "windows-1252"),
        (0, "windows-1252"),
    ],
)
def test_code_pages(page: int | None, name: str) -> None:
    assert charset_of(page) == name


@pytest.mark.parametrize(
    ("text", "pages", "charset", "guessed"),
    [
        (BIG5, {"internet": 950, "locale": 0x404}, "cp950", False),
        (BIG5, {"locale": 0xC04}, "cp950", False),
        (BIG5, {"internet": 28591, "locale": 0x404}, "cp950", False),
        (BIG5, {"internet": 65001, "locale": 0x404}, "cp950", False),
        (BIG5, {"message": 936, "internet": 950}, "cp950", False),
        (BIG5, {"message": 1252, "internet": 950}, "cp950", False),
        (BIG5, {"message": 65001}, "cp950", True),
        (BIG5, {}, "cp950", True),
        (GBK, {"message": 936}, "cp936", False),
        (GBK, {"internet": 936, "locale": 0x409}, "cp936", False),
        (GBK, {"internet": 52936}, "gb18030", False),
        (GBK, {"locale": 0x804}, "cp936", False),
        (GBK, {"internet": 65001}, "gb18030", True),
        (JAPANESE, {"internet": 50220}, "cp932", False),
        (JAPANESE, {"locale": 0x411}, "cp932", False),
        (JAPANESE, {"internet": 65001}, "cp932", True),
        ("会議の件".encode("iso-2022-jp"), {"internet": 50221}, "iso-2022-jp-ext", False),
        (RUSSIAN, {"message": 1251, "internet": 20866}, "cp1251", False),
        (RUSSIAN, {"internet": 20866}, "cp1251", False),
        (RUSSIAN, {"locale": 0x419}, "cp1251", False),
        (RUSSIAN, {"message": 1200, "locale": 0x419}, "cp1251", False),
        (RUSSIAN, {}, "cp1251", True),
        (KOI8, {"message": 20866}, "koi8-r", False),
        (KOI8, {"internet": 20866}, "koi8-r", False),
        (KOI8, {"message": 1251, "internet": 20866}, "koi8-r", False),
        (KOI8, {}, "koi8-r", True),
        (FRENCH, {"message": 1252}, "cp1252", False),
        (FRENCH, {"internet": 65001, "locale": 0x40C}, "cp1252", False),
        (FRENCH, {"message": 65001, "internet": 28591}, "cp1252", False),
        (FRENCH, {"message": 65001}, "cp1252", True),
        (FRENCH, {"store": 1252}, "cp1252", False),
        ("Réunion".encode("cp850"), {"around": ("cp850",)}, "cp850", False),
        ("Réunion à l\u2019été".encode(), {"message": 65001}, "utf-8", False),
        ("Réunion à l\u2019été".encode(), {}, "utf-8", True),
        ("Réunion à l\u2019été".encode(), {"message": 1252}, "utf-8", True),
        (FRENCH, {"naming": (b'<meta charset="iso-8859-15">',)}, "cp1252", False),
        (FRENCH, {"naming": (b"charset=no-such; charset=utf-7",)}, "cp1252", True),
    ],
)
def test_the_first_declared_that_fits_and_reads(
    text: bytes, pages: dict[str, Any], charset: str, guessed: bool
) -> None:
    found = choose([b"ascii", text, text], declared(**pages))
    assert found.decode(text) == text.decode(charset)
    assert bool(found.guessed) == guessed
    assert found.guessed in ("", found.first)


def test_where_nothing_needs_a_charset() -> None:
    assert choose([], declared()) == Charsets()
    assert choose([b"", b"plain\0"], declared()) == Charsets()
    assert (Charsets().first, Charsets().decode(b"\xe9")) == (FALLBACK, "é")
    assert choose([b"plain"], declared(message=936)).guessed == ""


def test_texts_of_one_item_in_two_charsets() -> None:
    found = choose([FRENCH, "Réunion 会議".encode()], declared(message=65001, internet=1252))
    assert (found.decode(FRENCH), found.decode("会議".encode())) == ("Réunion à l\u2019été", "会議")
    assert not found.guessed


def test_a_text_that_was_cut_contradicts_nothing() -> None:
    long = ("測試主旨" * 20).encode("cp950")
    found = choose([long[:-1]], declared(internet=950))
    assert found.decode(long[:-1]).rstrip("\ufffd") == ("測試主旨" * 20)[:-1]
    assert not found.guessed


def test_what_fits_nothing_is_shown_with_its_rest_replaced() -> None:
    found = choose([b"\xff\x81" + BIG5], declared(internet=950))
    assert found.guessed
    assert found.decode(b"\xff\x81" + BIG5)


@pytest.mark.parametrize("page", [37, 500, 1026, 1200, 1201, 65000, 52936, -1, 1 << 31])
def test_a_page_that_would_garble_ascii_is_none(page: int) -> None:
    assert choose([b"From ~{ + \\ [1]"], declared(message=page)).decode(b"From ~{ + \\ [1]") == "From ~{ + \\ [1]"


def test_charsets_that_texts_name() -> None:
    assert list(named(b'charset="koi8-r"; charset = us-ascii; =?GB2312?B?x?= {\\rtf1\\ansi\\ansicpg1251')) == [
        *("windows-1251", "koi8-r"),
        *("windows-1252", "us-ascii"),
        *("gb18030", "GB2312"),
        *("windows-1251", "windows-1251"),
    ]
    assert (ansi_of("no such"), ansi_of(""), ansi_of("\0"), ansi_of("utf-8")) == ("", "", "", "utf-8")


@given(
    st.lists(st.binary(max_size=60)), st.lists(st.integers(-(1 << 31), 1 << 31), min_size=4, max_size=4), st.binary()
)
def test_anything_is_decoded(texts: list[bytes], pages: list[int], naming: bytes) -> None:
    message, internet, locale, store = pages
    found = choose(
        texts,
        declared(message=message, internet=internet, locale=locale, store=store, naming=(b"charset=" + naming,)),
    )
    assert all(isinstance(found.decode(text), str) for text in texts)


def test_locales_and_pages_are_known() -> None:
    for locale, page in ((0x411, 932), (0x412, 949), (0x408, 1253), (0xC1A, 1251), (0x81A, 1250), (0x409, 1252)):
        assert next(filter(None, declared(locale=locale))) == charset_of(page)
