"""What every reader of a key file gives: rows, and what it couldn't read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from assay.model.key import SignerKey


class Row(msgspec.Struct, frozen=True):
    """One record as a file has it; all of it untrusted.

    Attributes:
        line: its line in the file, 1 first; for JSON the number of the object.
        domain: d=.
        selector: s=.
        record: the text of the record.
        provenance: what the file says of where it came from, else empty.
        seen: date or period the file gives for it, else empty.
    """

    line: int
    domain: str
    selector: str
    record: str
    provenance: str = ""
    seen: str = ""


class Problem(msgspec.Struct, frozen=True):
    """A line that gave no key, and why.

    Attributes:
        line: its line in the file, 1 first; for JSON the number of the object.
        reason: why, in words; may quote untrusted text.
        domain: d= where it could be read.
        selector: s= where it could be read.
    """

    line: int
    reason: str
    domain: str = ""
    selector: str = ""


class KeyFile(msgspec.Struct, frozen=True):
    """What a key file held.

    Attributes:
        keys: in the order of the file.
        problems: the lines that gave none.
    """

    keys: tuple[SignerKey, ...]
    problems: tuple[Problem, ...]


Reader = Callable[[str], Iterator[Row | Problem]]
"""Reads the text of a file; never raises on any text."""
