from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.legibility import fits, guess, high, is_plain, legible, read

TEXTS = {
    "cp1252": ("L'Équipe", "Größe \u2013 5 €", "Señor Núñez", "plain™ text of MITRE®", "a\xa0b"),
    "utf-8": ("été", "→ 中文", "naïve", "🚀🚀"),
    "cp932": ("会議の件", "テスト", "請求書の送付について", "山田太郎"),
    "gb18030": ("测试主题", "关于明天的会议", "张三"),
    "cp950": ("測試主旨", "張毓倫", "格式測試 Tests"),
    "cp949": ("주제 시험", "내일 회의 안내드립니다"),
    "cp1251": ("Проверка", "Счёт на оплату", "ПРИВЕТ", "Україна"),
    "koi8-r": ("Проверка", "Счёт на оплату", "ПРИВЕТ"),
    "cp1250": ("Žluťoučký kůň", "Łódź"),
    "cp1253": ("Καλημέρα", "Δοκιμή"),
    "cp1255": ("שלום",),
    "cp1256": ("مرحبا", "اختبار"),
    "cp1254": ("Türkçe şark\u0131",),
    "cp874": ("ทดสอบ",),
    "iso2022_jp_ext": ("会議の件",),
}


@pytest.mark.parametrize(("charset", "text"), [(charset, text) for charset, texts in TEXTS.items() for text in texts])
def test_guesses(charset: str, text: str) -> None:
    data = text.encode(charset)
    assert data.decode(guess([data])) == text


@pytest.mark.parametrize(
    ("text", "charset", "wrong"),
    [
        ("Проверка связи", "koi8-r", "cp1251"),
        ("Проверка связи", "cp1251", "koi8-r"),
        ("Проверка связи", "cp1251", "cp1252"),
        ("測試主旨", "cp950", "cp1252"),
        ("測試主旨", "cp950", "cp936"),
        ("Aimée était là", "cp1252", "cp936"),
        ("Rôle du français", "cp1252", "cp1251"),
        ("été", "utf-8", "cp1252"),
        ("会議の件", "iso-2022-jp", "cp932"),
    ],
)
def test_the_wrong_charset_reads_worse(text: str, charset: str, wrong: str) -> None:
    data = text.encode(charset)
    assert read([data], charset) > read([data], wrong) + 0.1


def test_bounds() -> None:
    assert legible("") == legible("plain") == read([], "utf-8") == 1.0
    assert read([b"\xff"], "utf-8") == legible("\x85\ufffd\ue000") == -1.0


def test_the_last_sign_may_be_cut_only_where_texts_are() -> None:
    long = ("測試" * 20).encode("cp950")
    assert fits(long[:-1], "cp950")
    assert not fits(b"\xff" + long, "cp950")
    assert not fits("é".encode()[:-1], "utf-8")
    assert not fits(b"x" * 100 + b"\xc3", "utf-8")


def test_counts() -> None:
    assert high("aé".encode("cp1252")) == 1
    assert is_plain(b"plain")
    assert not is_plain("件".encode("iso-2022-jp"))
    assert not is_plain(b"\xe9")


def test_long_texts_are_sampled() -> None:
    start = time.monotonic()
    guess([b"a" * (1 << 20) + b"\xe9", b"\xe9" * (1 << 20), "Проверка".encode("cp1251") * 10_000])
    assert time.monotonic() - start < 20


@given(st.lists(st.binary(max_size=200), max_size=4))
def test_anything_is_guessed(texts: list[bytes]) -> None:
    assert -1 <= read(texts, guess(texts)) <= 1


@given(st.text(max_size=200))
def test_anything_is_measured(text: str) -> None:
    assert -1 <= legible(text) <= 1
