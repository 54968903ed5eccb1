from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.charset import detect

FRENCH = "L\u2019élection présidentielle a été préparée à la hâte, où l\u2019équipe se réunit déjà"
RUSSIAN = "Совещание по бюджету кампании состоится завтра утром, просьба подготовить документы"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, zażółć gęślą jaźń i łódź"
GREEK = "Η συνάντηση για τον προϋπολογισμό της εκστρατείας θα γίνει αύριο"  # noqa: RUF001
TEXTS = {
    **dict.fromkeys(("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "mac-roman"), FRENCH),
    **dict.fromkeys(("utf-8-sig", "utf-16", "utf-32", "koi8-r", "cp1251", "cp866", "iso-8859-5"), RUSSIAN),
    **dict.fromkeys(("cp1250", "iso-8859-2"), CZECH),
    "cp1253": GREEK,
    "cp850": FRENCH.replace("\u2019", "'"),
    "cp1255": "הפגישה על תקציב הקמפיין תתקיים מחר בבוקר",
    "cp1256": "الاجتماع حول ميزانية الحملة سيعقد غدا صباحا",
    "cp932": "会議は明日の朝に行われますので、書類を準備してください",
    "euc_jp": "会議は明日の朝に行われますので、書類を準備してください",
    "iso2022_jp": "会議は明日の朝に行われますので、書類を準備してください",
    "gb18030": "竞选预算会议将于明天上午在北京举行，请准备好文件",  # noqa: RUF001
    "big5": "競選預算會議將於明天上午在台北舉行，請準備好文件",  # noqa: RUF001
    "cp949": "선거 예산 회의는 내일 아침에 열립니다 서류를 준비해 주세요",
}


@pytest.mark.parametrize("charset", TEXTS)
def test_text_comes_back(charset: str) -> None:
    data = TEXTS[charset].encode(charset)
    guess = detect(data)
    assert guess is not None
    assert data.decode(guess.charset) == TEXTS[charset]
    says_so = {"utf-8", "utf-8-sig", "utf-16", "utf-32", "iso2022_jp"}
    assert guess.sure == (charset in says_so)


def test_a_few_signs_in_much_ascii() -> None:
    guess = detect(b"a long English text " * 20 + "café".encode("cp1252"))
    assert guess is not None
    assert guess.charset == "cp1252"


def test_bytes_are_no_text() -> None:
    rng = random.Random(1)
    assert [detect(rng.randbytes(2_000)) for _ in range(50)] == [None] * 50
    assert detect(b"") is None
    assert detect(b"\x7fELF\1\1\1\0\0\0\0\0\0\0\0\0") is None


@given(st.binary(max_size=400))
def test_it_never_raises(data: bytes) -> None:
    guess = detect(data)
    if guess is not None:
        data.decode(guess.charset, "replace")
