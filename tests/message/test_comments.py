from __future__ import annotations

import pytest

from assay.message.comments import DEEPEST, without_comments


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a", "a"),
        ("a (b) c", "a   c"),
        ("a (b (c) d) e", "a     e".replace("     ", "    ")),
        ("a (\\() b", "a   b"),
        ("a )", None),
        ("(" * DEEPEST + ")" * DEEPEST, " " * DEEPEST),
        ("(" * (DEEPEST + 1) + ")" * (DEEPEST + 1), None),
        ("a (unclosed", "a "),
    ],
)
def test_without_comments(text: str, left: str | None) -> None:
    assert without_comments(text) == left
