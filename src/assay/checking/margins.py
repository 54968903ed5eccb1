"""What programs print at the edges of pages: numbers, the day and the address of a print, heads that come again.

None of it is the document's text, so that it's left out of comparisons, and named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from assay.document.ocr import LABEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.extracted import Page

_EDGE = 3
"""Lines at the top and at the bottom of a page that may be such."""
_REST = 12
"""Words of a title that a browser prints beside the time or the address."""
_STAMP = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:(?:à|at|um|-)\s+)?\d{1,2}[:h]\d{2}(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
)
_PLACE = re.compile(r"(?:\b(?:https?|file)://|\babout:|\bdata:|\bwww\.)\S+")
_NUMBER = re.compile(
    r"[-\u2013\s]*(?:\b(?:page|p\.|seite|pagina)\s*)?(?P<number>\d{1,4})(?:\s*(?:/|of|sur|de|von)\s*(?P<last>\d{1,4}))?[-\u2013\s]*",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:page|seite|pagina)\b|p\.|/|\b(?:of|sur|von)\b", re.IGNORECASE)
_WORDS = re.compile(r"\w+|[^\w\s]")


class Pages(NamedTuple):
    """Pages without what stands at their edges, and those lines, each once; untrusted."""

    pages: tuple[Page, ...]
    dropped: tuple[str, ...]


def without_margins(pages: Sequence[Page]) -> Pages:
    """The pages without what a program printed at their edges.

    Args:
        pages: of a file, in order.
    """
    seen: set[str] = set()
    dropped: dict[str, None] = {}
    kept = []
    for page in pages:
        lines = page.text.split("\n")
        written = [at for at, line in enumerate(lines) if line.strip()]
        edges = (
            [*written[:_EDGE], *written[max(_EDGE, len(written) - _EDGE) :]]
            if page.number or page.label == LABEL
            else []
        )
        gone = {at for at in edges if _is_margin(lines[at].strip(), page.number, seen)}
        seen.update(_shape(lines[at], page.number) for at in edges if page.number)
        dropped.update((lines[at].strip(), None) for at in sorted(gone))
        text = "\n".join(line for at, line in enumerate(lines) if at not in gone)
        kept.append(msgspec.structs.replace(page, text=text) if gone else page)
    return Pages(tuple(kept), tuple(dropped))


def _is_margin(line: str, number: int, seen: set[str]) -> bool:
    if _is_number(line, number):
        return True
    stamp = _STAMP.match(line)
    rest = _PLACE.sub("", line[stamp.end() :] if stamp else line, count=1).strip()
    if rest != line:
        return len(rest.split()) <= _REST
    return len(line.split()) > 1 and _shape(line, number) in seen


def _is_number(line: str, number: int) -> bool:
    """Whether a line is the number of its page: a bare one has to be that page's own."""
    match = _NUMBER.fullmatch(line)
    if match is None:
        return False
    if _NAMED.search(line):
        return match["last"] is None or int(match["number"]) <= int(match["last"])
    return bool(number) and int(match["number"]) == number


def _shape(line: str, number: int) -> str:
    """A line without the number of its page."""
    return " ".join("#" if word == str(number) else word for word in _WORDS.findall(line))
