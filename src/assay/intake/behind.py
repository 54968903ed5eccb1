"""Archives that stand behind something else: in a program that unpacks itself, behind a picture, behind junk.

What stands in front decides what a file is; what such an archive holds would be lost without a word. Nothing is
executed: an archive is found by its own records, and only where those agree with each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from assay.intake import archive_span
from assay.intake.sniff import OCTETS
from assay.intake.spool import size_of
from assay.intake.zip_end import Span, last_zip
from assay.intake.zip_salvage import SIGNATURE, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = "behind"
"""The word that stands in `Step.container`."""
WITHIN = 32 << 20
"""Bytes from the beginning in which 7z and rar are looked for; zip is found from the end."""
HEAD = 1 << 16
"""Bytes from the beginning in which entries of a zip that lost its end are looked for."""
TRIES = 1_000
"""Signatures that are looked at: each of them may be a lie."""
MOST = 20
"""Archives of one file."""
LEAST = 22
"""Bytes of the smallest archive."""
_BLOCK = 1 << 20
_SIGNATURES = (archive_span.SEVEN, archive_span.RAR)


class Found(NamedTuple):
    """An archive inside a file.

    Attributes:
        kind: what it is called: `zip`, `7z`, `rar`.
        start: where it starts in the file.
        end: where it ends; the file's end where that can't be known.
    """

    kind: str
    start: int
    end: int

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self.end - self.start


def behind(file: BinaryIO, kind: str) -> list[Found]:
    """The archives that stand behind something else in a file, in order; none overlaps another.

    A file that is a zip itself (an office document, a package) is not behind itself.

    Args:
        file: any file that is no container, seekable; its position is lost.
        kind: its media type as `sniff` says it.

    Raises:
        OSError: the file can't be read.
    """
    size = size_of(file)
    if size < LEAST:
        return []
    file.seek(0)
    is_zip = file.read(len(SIGNATURE)) == SIGNATURE
    zips = list(_zips(file, size, is_zip=is_zip))
    own = next((span.end for span in zips if is_zip and span.moved <= 0), None)
    found = [Found("zip", span.start, span.end) for span in zips if span.end != own]
    if not is_zip or own is not None:
        found += _signed(file, own or 1, size)
    if not found and kind == OCTETS and not is_zip:
        found += _cut_off(file, size)
    return list(_apart(sorted(found, key=lambda one: one.start)))


def told(archives: list[Found]) -> dict[str, list[str]]:
    """A note for the file that says which archives stand in it, and where; none where there are none."""
    return {"archives_inside": [f"{one.kind} at byte {one.start}" for one in archives]} if archives else {}


def _zips(file: BinaryIO, size: int, *, is_zip: bool) -> Iterator[Span]:
    end = size
    for _ in range(MOST):
        span = last_zip(file, end)
        if span is None:
            return
        yield span
        end = span.start
        if is_zip and span.moved <= 0:
            return


def _signed(file: BinaryIO, begin: int, size: int) -> Iterator[Found]:
    """7z and rar archives whose headers hold."""
    tries = count = 0
    end = begin
    for at, signature in _places(file, begin, min(size, WITHIN)):
        if at < end:
            continue
        tries += 1
        if tries > TRIES or count >= MOST:
            return
        is_rar = signature == archive_span.RAR
        stop = (archive_span.span_of_rar if is_rar else archive_span.span_of_7z)(file, at, size)
        if stop is not None:
            count += 1
            end = stop
            yield Found("rar" if is_rar else "7z", at, stop)


def _places(file: BinaryIO, begin: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Where signatures stand, in order."""
    overlap = max(map(len, _SIGNATURES)) - 1
    at = begin
    while at < end:
        file.seek(at)
        block = file.read(min(_BLOCK + overlap, end - at))
        yield from sorted(
            (at + match.start(), signature)
            for signature in _SIGNATURES
            if signature in block
            for match in re.finditer(re.escape(signature), block)
        )
        at += _BLOCK


def _cut_off(file: BinaryIO, size: int) -> Iterator[Found]:
    """A zip that lost its end, behind a few bytes of nothing that is known."""
    file.seek(0)
    head = file.read(HEAD)
    for match in re.finditer(re.escape(SIGNATURE), head):
        if plausible(head[match.start() :]):
            yield Found("zip", match.start(), size)
            return


def _apart(found: list[Found]) -> Iterator[Found]:
    """Those that don't start inside of the one before: an archive's members are looked at by itself."""
    end = 0
    for one in found:
        if one.start >= end:
            end = one.end
            yield one
