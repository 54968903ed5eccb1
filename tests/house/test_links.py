from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from house.tree import ROOT, tracked

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [path for path in tracked() if path.suffix == ".md"]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def anchor(heading: str) -> str:
    """A heading's anchor, as Markdown viewers make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    text = CODE.sub("", page.read_text("utf-8"))
    lost = []
    for match in LINK.finditer(text):
        target, _, fragment = match["target"].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (
            fragment
            and fragment
            not in {anchor(heading) for heading in re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)}
        ):
            lost.append(match["target"])
    assert not lost


def test_no_page_of_the_documentation_is_out_of_reach() -> None:
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen:
            continue
        seen.add(page)
        targets = [
            (page.parent / m["target"].partition("#")[0]).resolve() for m in LINK.finditer(page.read_text("utf-8"))
        ]
        todo += [path for path in targets if path.suffix == ".md" and path.is_file()]
    assert sorted(str(path.relative_to(ROOT)) for path in set(PAGES) - seen) == []
