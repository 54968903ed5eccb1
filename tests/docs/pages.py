"""The documentation as the tests read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from house.tree import ROOT, tracked

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^(?P<indent> *)```console\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)


class Command(msgspec.Struct, frozen=True):
    """A command that a page shows, with the output it shows."""

    page: str
    line: str
    shown: tuple[str, ...]


def pages() -> list[Path]:
    """All pages of Markdown that are tracked."""
    return [path for path in tracked() if path.suffix == ".md"]


def commands(page: Path) -> list[Command]:
    """The commands in the page's ```console blocks, in order."""
    found = []
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        for part in re.split(r"^\s*\$ ", block["body"], flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            found.append(Command(str(page.relative_to(ROOT)), line.strip(), tuple(output.split("\n"))))
    return found


def pattern(line: str) -> re.Pattern[str]:
    """What a shown line stands for: runs of white space and numbers may differ, `…` stands for anything.

    Numbers include digests: at least 12 hexadecimal digits. Words, marks and the order of things may not differ.
    """
    text = re.sub(r"\b[0-9a-f]{12,64}\b", "\0", " ".join(line.split()))
    text = re.escape(re.sub(r"\d[\d,.]*", "\1", text))
    text = text.replace("…", ".*").replace("\\\0", "\0").replace("\\\1", "\1")
    return re.compile(text.replace("\0", r"[0-9a-f]{12,64}").replace("\1", r"\d[\d,.]*"))


def missing(shown: tuple[str, ...], output: str) -> list[str]:
    """The shown lines that the output doesn't have, in their order; lines of `…` alone stand for any lines."""
    actual = [" ".join(line.split()) for line in output.split("\n")]
    at, lost = 0, []
    for line in shown:
        if not line.strip() or line.strip() == "…":
            continue
        wanted = pattern(line)
        found = next((number for number in range(at, len(actual)) if wanted.fullmatch(actual[number])), None)
        if found is None:
            lost.append(line)
        else:
            at = found + 1
    return lost
