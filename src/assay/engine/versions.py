"""Groups the documents of a case into versions of one document: by words, and by looks where there are too few words.

Fingerprints stay in the evidence: sketches of all are in memory at once, whole sets only of families that may be forms.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import msgspec

from assay.case import parquet
from assay.case.evidence import EXTRACT
from assay.case.safe_text import from_json, unescape
from assay.corpus import alike, forms, looks
from assay.corpus.ages import Carrying, ages, ordered
from assay.engine.vouching import trusted
from assay.model.versions import Group, Sort, Version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from assay.case import Case
    from assay.case.evidence import Evidence
    from assay.engine.carriers import Carriers

    Prints = NDArray[np.int64]

MOST_CARRIERS = 20
MOST_PRINTS = 10_000_000
"""Fingerprints that are in memory at once while forms are told from versions."""
_NOT = frozenset({"message", "zip"})
"""Kinds whose text isn't that of a document: mails' own words, and the names of an archive's members."""
_DETAIL = "SELECT sha256, item, name, size, facts, times FROM texts WHERE sha256 IN (SELECT unnest(?))"
_COLUMNS = ("sha256", "kind", "picture", "prints")
_CHUNK = 2_000


class _Texts(msgspec.Struct):
    """What groups are told by; texts by their number."""

    names: list[str]
    sketches: list[Prints]
    sizes: list[int]
    pictures: list[tuple[str, int]]


class _Found(msgspec.Struct, frozen=True):
    members: tuple[str, ...]
    sort: Sort
    looks: bool


def find_versions(case: Case, generation: str, carriers: Carriers) -> Iterator[Group]:
    """Yields the groups of a case.

    Args:
        case: the case.
        generation: of verdicts, all its shards written: what is said of the mails that carry a document.
        carriers: of the case.
    """
    texts = _texts(case.evidence)
    found = [*_by_words(case.evidence, texts), *_by_looks(texts)]
    found.sort(key=lambda one: (one.sort, one.members))
    mails = {mail for one in found if one.sort is Sort.VERSIONS for sha in one.members for mail in carriers.of(sha)}
    good = trusted(case, generation, mails)
    number = itertools.count(1)
    for start in range(0, len(found), _CHUNK):
        chunk = found[start : start + _CHUNK]
        known = _versions(case.evidence, {sha for one in chunk for sha in one.members}, carriers, good)
        for one in chunk:
            versions = [known[sha] for sha in one.members]
            if one.sort is Sort.FORM:
                shown = tuple(msgspec.structs.replace(version, ages=()) for version in versions)
            else:
                shown = ordered(versions)
            yield Group(next(number), one.sort, one.looks, shown)


def _texts(evidence: Evidence) -> _Texts:
    found = _Texts([], [], [], [])
    for rows in _batches(evidence):
        for sha256, kind, picture, prints in rows:
            if kind in _NOT:
                continue
            if len(prints) >= alike.FEWEST:
                found.names.append(sha256)
                found.sketches.append(prints[: alike.SKETCH].copy())
                found.sizes.append(len(prints))
            elif picture is not None:
                found.pictures.append((sha256, int(picture, 16)))
    return found


def _batches(evidence: Evidence) -> Iterator[list[tuple[str, str, str | None, Prints]]]:
    """The newest reading of each file, a thousand rows at a time."""
    newest = evidence.newest_texts()
    seen: set[str] = set()
    for shard in sorted(set(newest.values())):
        for batch in parquet.read(evidence.path(EXTRACT, shard), _COLUMNS):
            made = batch.column("prints")
            values, edges = made.values.to_numpy(zero_copy_only=False), made.offsets.to_numpy()
            names, kinds, pictures = (batch.column(name).to_pylist() for name in _COLUMNS[:-1])
            rows = []
            for at, sha256 in enumerate(names):
                if newest.get(sha256) == shard and sha256 not in seen:
                    seen.add(sha256)
                    rows.append((sha256, kinds[at], pictures[at], values[edges[at] : edges[at + 1]]))
            yield rows


def _by_words(evidence: Evidence, texts: _Texts) -> Iterator[_Found]:
    families = alike.families(texts.sketches)
    small = [family for family in families if len(family) < forms.FEWEST]
    for family in small:
        yield _Found(tuple(texts.names[one] for one in family), Sort.VERSIONS, looks=False)
    large = sorted((family for family in families if len(family) >= forms.FEWEST), key=len)
    for portion in _portions(large, texts.sizes):
        prints = _prints(evidence, {texts.names[one] for family in portion for one in family})
        for family in portion:
            names = [texts.names[one] for one in family]
            most = max(alike.SKETCH, MOST_PRINTS // len(names))
            said = forms.sorted_out(family, [prints[name][:most] for name in names])
            if said.form:
                yield _Found(tuple(names), Sort.FORM, looks=False)
            for group in said.versions:
                yield _Found(tuple(texts.names[one] for one in group), Sort.VERSIONS, looks=False)


def _portions(families: list[list[int]], sizes: list[int]) -> Iterator[list[list[int]]]:
    """Families whose fingerprints may be in memory together."""
    portion: list[list[int]] = []
    weight = 0
    for family in families:
        size = sum(sizes[one] for one in family)
        if portion and weight + size > MOST_PRINTS:
            yield portion
            portion, weight = [], 0
        portion.append(family)
        weight += size
    if portion:
        yield portion


def _prints(evidence: Evidence, names: Collection[str]) -> dict[str, Prints]:
    found: dict[str, Prints] = {}
    for rows in _batches(evidence):
        found.update((row[0], row[-1].copy()) for row in rows if row[0] in names)
    return found


def _by_looks(texts: _Texts) -> Iterator[_Found]:
    for group in looks.look_alikes([picture for _, picture in texts.pictures]):
        yield _Found(tuple(texts.pictures[one][0] for one in group), Sort.VERSIONS, looks=True)


def _versions(evidence: Evidence, files: set[str], carriers: Carriers, good: Collection[str]) -> dict[str, Version]:
    found: dict[str, Version] = {}
    for sha256, item, name, size, facts, times in evidence.sql(_DETAIL, [sorted(files)]):
        mails = [Carrying(mail, carriers.dates[mail], mail in good) for mail in carriers.of(sha256)]
        mails.sort(key=lambda one: (one.date is None, one.date or 0.0, one.mail))
        found[sha256] = Version(
            sha256=sha256,
            item=item,
            name=unescape(name),
            size=size,
            carriers=tuple(one.mail for one in mails[:MOST_CARRIERS]),
            mails=len(mails),
            ages=ages(mails, from_json(times, dict[str, float]), from_json(facts, dict[str, str])),
        )
    return found
