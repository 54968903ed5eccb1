from __future__ import annotations

import re

import pytest

from assay.examiners.registry import EXAMINERS
from docs.pages import DOCS

CODES = sorted(code for examiner in EXAMINERS for code in examiner.codes)
FOLDER = DOCS / "findings"
HEADINGS = [
    "What it says",
    "What it rests on",
    "Direction and strength",
    "Innocent explanations",
    "What to do next",
    "Example",
]


def sections(code: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", (FOLDER / f"{code}.md").read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], (text.strip() for text in parts[2::2]), strict=True))


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    written = sorted(path.stem for path in FOLDER.glob("*.md"))
    assert written == sorted(set(CODES))


@pytest.mark.parametrize("code", sorted(set(CODES)))
def test_a_page_says_all_that_the_others_say(code: str) -> None:
    text = (FOLDER / f"{code}.md").read_text("utf-8")
    found = sections(code)
    assert text.startswith("# ")
    assert f"\n`{code}`\n" in text
    assert list(found) == HEADINGS
    assert all(found.values())
    assert re.match(r"\*\*(for|against|neutral), [a-z ]+\*\*", found["Direction and strength"])
    assert found["Example"].startswith("> ")


@pytest.mark.parametrize("code", sorted(set(CODES)))
def test_the_index_lists_it_with_its_title(code: str) -> None:
    title = (FOLDER / f"{code}.md").read_text("utf-8").split("\n", 1)[0].removeprefix("# ")
    index = (DOCS / "reference" / "findings.md").read_text("utf-8")
    assert f"| [`{code}`](../findings/{code}.md) | {title} |" in index


def test_the_index_lists_nothing_else() -> None:
    index = (DOCS / "reference" / "findings.md").read_text("utf-8")
    assert sorted(set(re.findall(r"^\| \[`([a-z-]+)`\]", index, flags=re.MULTILINE))) == sorted(set(CODES))
