from __future__ import annotations

from docs.pages import Command, commands, missing
from house.tree import ROOT


def test_numbers_may_differ_and_words_may_not() -> None:
    shown = ("  ⊗ contradicted       6   2.0 %", "…", "root: f683038a4c74f9e2", "done in …", "")
    output = "⊗ contradicted  1,007   5 %\nx\nroot: 0123456789abcdef\ndone in 3 s\n"
    assert missing(shown, output) == []
    assert missing(("⊗ contradicted 6 2 % or so",), output) == ["⊗ contradicted 6 2 % or so"]
    assert missing(("done in …", "x"), output) == ["x"], "the order counts"
    assert missing(("⊗ suspect 6 2 %",), output)


def test_the_readme_shows_a_session() -> None:
    found = commands(ROOT / "README.md")
    assert found[0] == Command("README.md", "assay demo --no-serve", found[0].shown)
    assert len(found) >= 4
    assert all(command.line.startswith("assay ") for command in found)
