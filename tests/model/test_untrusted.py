from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assay.model.untrusted import untrusted, untrusted_block

EMBEDDING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_what_a_terminal_would_obey_is_written_out() -> None:
    assert untrusted("a\x1b[2Jb\x9b\r\n\t\u202egpj.exe") == r"a\x1b[2Jb\x9b\x0d\x0a\x09\u202egpj.exe"


def test_a_block_keeps_its_lines() -> None:
    assert untrusted_block("a\r\nb\tc\rd\u2028") == "a\nb\tc\\x0dd\\u2028"


def test_ordinary_text_stays() -> None:
    assert untrusted("Élise, 日本語 – «oui»") == "Élise, 日本語 – «oui»"  # noqa: RUF001 - a dash is ordinary text


@given(st.text(alphabet=st.characters()))
def test_nothing_active_is_left(text: str) -> None:
    shown = untrusted(text)
    shown.encode()
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown)
    assert not any(
        unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        for char in shown
    )
