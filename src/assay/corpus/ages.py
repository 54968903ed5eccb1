"""Versions of one document in the order of their age, by evidence that is named, conflicts shown.

Metadata is what a program or a forger wrote; a mail that is vouched for can't have carried what didn't exist yet. So a
time of saving stands unless such a mail is older.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.document.lateness import TOLERANCE
from assay.examiners.words import cut, day
from assay.model.versions import Age, Source, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_TIMES: tuple[tuple[Source, tuple[str, ...]], ...] = (
    (Source.SAVED, ("modified", "xmp_modified")),
    (Source.CREATED, ("created", "xmp_created")),
    (Source.PRINTED, ("printed",)),
    (Source.PACKED, ("members",)),
    (Source.TAKEN, ("taken", "digitized")),
)
_COUNTS = ((Source.REVISION, "revision"), (Source.UPDATES, "updates"))
_PLACING = (Source.SAVED, Source.MAIL, Source.CREATED, Source.TAKEN, Source.OTHER_MAIL)
"""What a version is placed by, the first that there is."""
_SAME = 60.0
"""Seconds between the making of two versions of which one was made out of the other: it's the same time, but for zones
and rounding."""
_LONGEST = 60
_MOST_NUMBER = 9
"""Digits of a count; more are no count."""
COUNTED = {Source.REVISION: "was saved", Source.UPDATES: "was appended to"}


class Carrying(msgspec.Struct, frozen=True):
    """A mail that carries a version.

    Attributes:
        mail: SHA-256, hex.
        date: its Date, seconds since 1970.
        vouched: whether its verdict vouches for its files.
    """

    mail: str
    date: float | None
    vouched: bool


def ages(mails: Iterable[Carrying], times: Mapping[str, float], facts: Mapping[str, str]) -> tuple[Age, ...]:
    """All evidence of the age of one file.

    Args:
        mails: that carry it.
        times: of its metadata (`assay.document.metadata`).
        facts: likewise.
    """
    found: list[Age] = []
    for source, vouched in ((Source.MAIL, True), (Source.OTHER_MAIL, False)):
        dated = [(one.date, one.mail) for one in mails if one.vouched is vouched and one.date is not None]
        if dated:
            date, mail = min(dated)
            found.append(Age(source, date, mail=mail))
    for source, names in _TIMES:
        known = [times[name] for name in names if name in times]
        if known:
            found.append(Age(source, known[0]))
    for source, name in _COUNTS:
        count = facts.get(name, "")
        if count.isascii() and count.isdigit() and len(count) <= _MOST_NUMBER:
            found.append(Age(source, number=int(count)))
    return tuple(found)


def ordered(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Versions with their `ages` in the order of age, placed, and with what of it conflicts."""
    placed = sorted(
        map(_placed, versions),
        key=lambda one: (one.seconds is None, one.seconds or 0.0, _count(one), one.sha256),
    )
    return tuple(
        msgspec.structs.replace(one, conflicts=(*_within(one), *_beside(one, placed[at + 1 :])))
        for at, one in enumerate(placed)
    )


def _placed(version: Version) -> Version:
    known = {age.source: age.seconds for age in version.ages if age.seconds is not None}
    source = next((one for one in _PLACING if one in known), None)
    if source is None:
        return version
    mail = known.get(Source.MAIL)
    if source is Source.SAVED and mail is not None and known[source] > mail + TOLERANCE:
        source = Source.MAIL
    return msgspec.structs.replace(version, seconds=known[source], by=source)


def _count(version: Version) -> tuple[int, int]:
    counts = {age.source: age.number or 0 for age in version.ages}
    return counts.get(Source.REVISION, 0), counts.get(Source.UPDATES, 0)


def _within(version: Version) -> Iterator[str]:
    """What the evidence of one version says against itself."""
    known = {age.source: age.seconds for age in version.ages if age.seconds is not None}
    saved, made, mail = (known.get(source) for source in (Source.SAVED, Source.CREATED, Source.MAIL))
    if saved is not None and mail is not None and saved > mail + TOLERANCE:
        yield (
            f"Its metadata says it was last saved on {day(saved)}; a mail that is vouched for carried it already on "
            f"{day(mail)}."
        )
    if saved is not None and made is not None and made > saved + TOLERANCE:
        yield f"Its metadata says it was made on {day(made)} and last saved before that, on {day(saved)}."


def _beside(version: Version, later: Sequence[Version]) -> Iterator[str]:
    """Counts that are higher than those of a later version that was made at the same moment."""
    made = _made(version)
    counts = {age.source: age.number for age in version.ages if age.number is not None}
    for source, words in COUNTED.items():
        for other in later:
            number = next((age.number for age in other.ages if age.source is source), None)
            mine, theirs = counts.get(source), _made(other)
            if made is None or theirs is None or abs(made - theirs) > _SAME or mine is None or number is None:
                continue
            if mine > number and (version.seconds or 0.0) < (other.seconds or 0.0):
                name = cut(other.name, _LONGEST)
                yield f"It {words} {mine:,} times, but {name}, which seems later, only {number:,} times."
                break


def _made(version: Version) -> float | None:
    return next((age.seconds for age in version.ages if age.source is Source.CREATED), None)
