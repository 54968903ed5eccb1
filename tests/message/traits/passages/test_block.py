from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.passages.block import opens, read_block

BLOCKS = [
    "From: Ann Roe [mailto:ann@x.example]\nSent: Friday, 5 May 2017 18:35\nTo: Bob\nSubject: Money",
    "De : Ann Roe [mailto:ann@x.example]\nEnvoyé : vendredi 5 mai 2017 18:35\nÀ : Bob\nObjet : Money",
    "Von: Ann Roe <ann@x.example>\nGesendet: Freitag, 5. Mai 2017 18:35\nAn: Bob\nBetreff: Money",
    "De: Ann Roe <ann@x.example>\nEnviado: viernes, 5 de mayo de 2017 18:35\nPara: Bob\nAsunto: Money",
    "*From:* Ann Roe <ann@x.example>\n*Sent:* Friday, 5 May 2017 18:35\n*To:* Bob;\n  Carl\n*Subject:* Money",
]


@pytest.mark.parametrize("text", BLOCKS)
def test_blocks_in_four_languages(text: str) -> None:
    lines = ["Yes.", "", "-----Original Message-----", *text.split("\n"), "", "Pay."]
    assert opens(lines[3])
    block = read_block(lines, 3)
    assert block is not None
    assert (block.start, block.end) == (1, len(lines) - 2)
    assert block.attribution.author == "Ann Roe"
    assert block.attribution.address == "ann@x.example"
    assert block.attribution.subject == "Money"
    assert len(block.attribution.minutes) == 1
    assert not block.forwarded


def test_what_is_forwarded_says_so() -> None:
    lines = ["---------- Forwarded message ---------", *BLOCKS[0].split("\n")]
    block = read_block(lines, 1)
    assert block is not None
    assert block.forwarded


@pytest.mark.parametrize("text", ["From: me to you", "From: a\nTo: b", "Date: today\nTime: now\nPlace: here"])
def test_other_lines_are_none(text: str) -> None:
    assert read_block(text.split("\n"), 0) is None


@given(st.lists(st.text(max_size=200), max_size=20))
def test_nothing_makes_it_raise(lines: list[str]) -> None:
    block = read_block(["From: a@b.example", *lines], 0)
    assert block is None or 0 < block.end <= len(lines) + 1
