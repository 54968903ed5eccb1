"""The pictures and scanned pages of a case: which there are, and which of them OCR has read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from assay.case.damage import decoding
from assay.case.evidence import OCR
from assay.case.safe_text import from_json
from assay.document.bounds import Bounds
from assay.document.page_numbers import SCANNED_PAGES, numbers_of
from assay.model.extracted import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assay.case.evidence import Evidence

LEGIBLE, FAILED = "legible_pages", "failed"
"""The facts of what OCR read that say how many pages have text, and why others failed."""
_MOST_PAGES = Bounds().pages
_PICTURES = """
SELECT sha256, item, part, name, kind, media, size, facts FROM texts
WHERE state = 'read' AND kind <> 'message' AND (scanned OR contains(facts, ?)) ORDER BY item, part, sha256
"""
_SEEN = "SELECT sha256, state, reason, facts FROM ocr"


class Picture(msgspec.Struct, frozen=True):
    """A file that holds pictures large enough to hold text.

    Attributes:
        sha256: of its bytes, hex.
        item, part: of the item that carries it, and the number of its part there; empty where it is the item.
        name: its name; untrusted.
        kind, media: as in `assay.model.extracted.Extracted`.
        size: in bytes.
        pages: the numbers of its pages that are pictures; 0 alone for a picture that has no pages.
    """

    sha256: str
    item: str
    part: str
    name: str
    kind: str
    media: str
    size: int
    pages: tuple[int, ...]


class Shard(msgspec.Struct, frozen=True):
    """What the metadata of a shard of OCR say.

    Attributes:
        read: version of the pass.
        languages: those that could be read.
        pages: SHA-256 of each file with the ranges of its pages that were read.
    """

    read: int
    languages: tuple[str, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()


class Pictures(msgspec.Struct, frozen=True):
    """How far OCR is with a case.

    Attributes:
        files, pages: pictures and scans that are large enough to hold text, and their pages.
        read, pages_read: those in which text was read.
        illegible: files in which nothing legible was found.
        failed: files with pages that couldn't be read.
        left, pages_left: files with pages that weren't looked at, and those pages.
        reasons: why pages failed, with the number of files; untrusted.
    """

    files: int = 0
    pages: int = 0
    read: int = 0
    pages_read: int = 0
    illegible: int = 0
    failed: int = 0
    left: int = 0
    pages_left: int = 0
    reasons: dict[str, int] = msgspec.field(default_factory=dict)


def pictures(evidence: Evidence) -> Iterator[Picture]:
    """Yield the files of a case that OCR may read, those of one item next to each other."""
    for *told, facts in evidence.sql(_PICTURES, [f'"{SCANNED_PAGES}"']):
        with decoding():
            said = from_json(facts, dict[str, str])
        sha256, item, part, name, kind, media, size = told
        yield Picture(sha256, item, part, name, kind, media, size, _pages(kind, said))


def pages_seen(evidence: Evidence, version: int = 0, languages: Collection[str] = ()) -> dict[str, set[int]]:
    """The pages that OCR has looked at, by the SHA-256 of their file.

    Args:
        evidence: of the case.
        version: of the pass, at least.
        languages: those that could be read, at least.
    """
    seen: dict[str, set[int]] = {}
    for _, shard in evidence.metas(Shard, OCR):
        if shard.read >= version and set(languages) <= set(shard.languages):
            for sha256, ranges in shard.pages:
                seen.setdefault(sha256, set()).update(numbers_of(ranges, _MOST_PAGES) or (0,))
    return seen


def count(evidence: Evidence) -> Pictures:
    """Count what OCR has read and what is left."""
    there = list(pictures(evidence))
    seen = pages_seen(evidence)
    left = [len(set(one.pages) - seen.get(one.sha256, set())) for one in there]
    known = {one.sha256 for one in there}
    read: Counter[str] = Counter()
    reasons: dict[str, str] = {}
    for sha256, state, reason, facts in evidence.sql(_SEEN):
        if sha256 not in known:
            continue
        with decoding():
            said = from_json(facts, dict[str, str])
        read[sha256] += int(said.get(LEGIBLE, "0"))
        if said.get(FAILED) or state not in {State.READ, State.ILLEGIBLE}:
            reasons.setdefault(sha256, said.get(FAILED, reason))
    with_text = {sha256 for sha256, pages in read.items() if pages}
    return Pictures(
        files=len(there),
        pages=sum(len(one.pages) for one in there),
        read=len(with_text),
        pages_read=read.total(),
        illegible=len(known & seen.keys() - with_text - reasons.keys()),
        failed=len(reasons),
        left=sum(map(bool, left)),
        pages_left=sum(left),
        reasons=dict(Counter(reasons.values()).most_common()),
    )


def _pages(kind: str, facts: dict[str, str]) -> tuple[int, ...]:
    if kind == "pdf":
        return numbers_of(facts.get(SCANNED_PAGES, ""), _MOST_PAGES)
    frames = facts.get("pages", "") if kind == "tiff" else ""
    number = min(int(frames), _MOST_PAGES) if frames.isdecimal() else 1
    return tuple(range(1, number + 1)) if number > 1 else (0,)
