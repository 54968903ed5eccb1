from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.case.index.grammar import parse
from assay.case.index.snippet import Highlighter


def marked(query: str, text: str, width: int = 160) -> list[str]:
    return [piece.text for piece in Highlighter(parse(query)).snippet(text, width) if piece.hit]


def test_stems_accents_prefixes_and_phrases_are_marked() -> None:
    text = "Le virement de l'argent a été fait pour les Élections."
    assert marked("elections", text) == ["Élections"]
    assert marked("virements l'argent", text) == ["virement", "argent"]
    assert marked("vire*", text) == ["virement"]
    assert marked("-virement", text) == []
    assert marked("from:virement", text) == []


def test_a_long_text_is_cut_around_the_hits() -> None:
    text = "avant " * 200 + "le trésor est ici " + "après " * 200
    pieces = Highlighter(parse("tresor")).snippet(text, 80)
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "trésor" in shown
    assert len(shown) < 100


@given(st.text(), st.text(max_size=20), st.integers(10, 300))
def test_no_text_breaks_it(text: str, word: str, width: int) -> None:
    query = parse(f'"{word.replace(chr(34), "")}"')
    shown = "".join(piece.text for piece in Highlighter(query).snippet(text, width))
    assert len(shown) <= width + 8 + max((len(part) for part in text.split()), default=0)
