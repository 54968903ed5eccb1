"""A few columns of many rows, without a database: what the process that lives through the whole run has to know."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from assay.case import generations, parquet
from assay.case.evidence import EXTRACT, TAKE_IN
from assay.case.safe_text import unescape
from assay.model.entry import ITEMS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from assay.case.evidence import Evidence

_LAST = (1 << 62, 0)


def items(evidence: Evidence, shard: str) -> list[str]:
    """The distinct items of a shard of the take-in pass by SHA-256, in the order they were written.

    Raises:
        CaseDamaged: the shard isn't what was written.
    """
    rows = parquet.rows(evidence.path(TAKE_IN, shard), ("kind", "sha256"))
    return list(dict.fromkeys(sha256 for kind, sha256 in rows if kind in ITEMS and sha256))


def all_items(evidence: Evidence, shards: Container[str] | None = None) -> set[str]:
    """The distinct items of the take-in pass, or of some of its shards, by SHA-256.

    Raises:
        CaseDamaged: a shard isn't what was written.
    """
    names = (name for name in evidence.names(TAKE_IN) if shards is None or name in shards)
    return {item for name in names for item in items(evidence, name)}


def kinds(evidence: Evidence, shard: str) -> frozenset[str]:
    """The kinds of the entries of a shard of the take-in pass.

    Raises:
        CaseDamaged: the shard isn't what was written.
    """
    return frozenset(kind for (kind,) in parquet.rows(evidence.path(TAKE_IN, shard), ("kind",)))


def notes(evidence: Evidence, mark: str) -> Iterator[tuple[str, str]]:
    """Yield SHA-256 and notes, as JSON, of the places of items in whose notes some text stands.

    Raises:
        CaseDamaged: a shard isn't what was written.
    """
    for name in evidence.names(TAKE_IN):
        for kind, sha256, text in parquet.rows(evidence.path(TAKE_IN, name), ("kind", "sha256", "notes")):
            if kind in ITEMS and mark in text:
                yield sha256, text


def shared_ids(evidence: Evidence) -> set[str]:
    """The Message-IDs that several items have; untrusted.

    Raises:
        CaseDamaged: a shard isn't what was written.
    """
    first: dict[str, str] = {}
    rows = (parquet.rows(evidence.path(TAKE_IN, name), ("message_id", "sha256")) for name in evidence.names(TAKE_IN))
    every = chain.from_iterable(rows)
    return {unescape(name) for name, sha256 in every if name and first.setdefault(name, sha256) != sha256}


def readings(evidence: Evidence) -> Iterator[tuple[str, int]]:
    """Yield SHA-256 and version of all readings of files, older ones of the same file too.

    Raises:
        CaseDamaged: a shard isn't what was written.
    """
    for shard in evidence.names(EXTRACT):
        yield from parquet.rows(evidence.path(EXTRACT, shard), ("sha256", "version"))


def newest(evidence: Evidence) -> dict[bytes, str]:
    """The shard of the extracting pass that has the newest reading of each file, by SHA-256 as it is in bytes.

    Which it is, is said as the view `texts` says it: of one version that with the most characters, then the first.

    Raises:
        CaseDamaged: a shard isn't what was written.
    """
    found: dict[bytes, str] = {}
    several: dict[bytes, tuple[int, int]] = {}
    for contested in (False, True):
        for shard in evidence.names(EXTRACT):
            for sha256, *rank in parquet.rows(evidence.path(EXTRACT, shard), ("sha256", "version", "characters")):
                digest = bytes.fromhex(sha256)
                if not contested and found.setdefault(digest, shard) is not shard:
                    several[digest] = (-1, -1)
                elif contested and several.get(digest, _LAST) < tuple(rank):
                    found[digest], several[digest] = shard, (rank[0], rank[1])
        if not several:
            break
    return found


def verdicts(evidence: Evidence) -> Iterator[tuple[str, str, bool]]:
    """Yield item, verdict and whether it holds in part, of the current generation, shard by shard.

    Raises:
        CaseDamaged: a shard isn't what was written.
    """
    generation = generations.current(evidence.folder)
    for path in sorted((evidence.folder / "verdicts" / generation).glob("*.parquet")) if generation else ():
        yield from parquet.rows(path, ("item", "verdict", "in_part"))
