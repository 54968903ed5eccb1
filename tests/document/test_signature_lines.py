from __future__ import annotations

import time

import pytest

from assay.document.signature_lines import block_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n-- \nJean\r\nParis", ["Jean", "Paris"]),
        ("a\nBest, Paul\n\nOn Monday, Zoe wrote:\n> Regards\n> Zoe", ["Paul"]),
        ("a\nCordialement\nJean\n--\nJean Dupont", ["Jean", "Jean Dupont"]),
        ("> a\n> Cordialement\n> Zoe\nok\nCordialement\nJean", ["Jean"]),
        ("a\nRegards,\n____\nJean\nCe message est confidentiel", ["Jean"]),
        ("a\nRegards,\nJean\nParis\n\n\nElsewhere", ["Jean", "Paris"]),
        ("a\nRegards,\nJean\n" + "long " * 30, ["Jean"]),
        ("a\nRegards,\nJean\nOn Sun, 24 May 2020 at 15:22, Zoe\n<z@x> wrote:\n> b", ["Jean"]),
        ("a\nRegards,\nJean\n-----Original Message-----\nRegards,\nZoe", ["Jean"]),
        ("Je vous prie d\u2019agréer, Madame, mes salutations distinguées.\nJean", ["Jean"]),
        ("Best practice is to wait\nJean", []),
        ("Bestial\nJean", []),
        ("nothing", []),
        ("a\n--\n====\n", []),
    ],
)
def test_the_block(text: str, expected: list[str]) -> None:
    assert block_lines(text) == expected


@pytest.mark.parametrize("unit", ["cordialement\n", "--\n", "> a\n", "wrote:\n", "a\n> a\n", "best, "])
def test_a_megabyte_of_whatever_ends_soon(unit: str) -> None:
    start = time.process_time()
    block_lines(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 1
