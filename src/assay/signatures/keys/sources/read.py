"""A key file as keys: which format it is, and its rows parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assay.model.errors import KeyFormatError
from assay.signatures.keys.record import parse_record
from assay.signatures.keys.sources.interface import KeyFile, Problem, Reader
from assay.signatures.keys.sources.objects import is_objects, read_objects
from assay.signatures.keys.sources.pairs import read_pairs
from assay.signatures.keys.sources.provenance import row_provenance
from assay.signatures.keys.sources.table import is_table, read_table
from assay.signatures.keys.sources.zone import is_zone, read_zone

if TYPE_CHECKING:
    from pathlib import Path

    from assay.model.key import SignerKey

LARGEST_FILE: Final = 64 << 20
"""In bytes. A hundred thousand keys are 40 MB."""


def read_key_file(path: Path) -> list[SignerKey]:
    """The keys of a file; what couldn't be read is passed over. `load_key_file` tells it.

    Raises:
        KeyFormatError: the file can't be read, or holds no key at all; the message names the first problem.
    """
    found = load_key_file(path)
    if not found.keys:
        first = f": line {found.problems[0].line}: {found.problems[0].reason}" if found.problems else ""
        raise KeyFormatError(f"no key in {path.name}{first}")
    return list(found.keys)


def load_key_file(path: Path) -> KeyFile:
    """The keys of a file and the lines that gave none.

    Raises:
        KeyFormatError: the file can't be read or is larger than `LARGEST_FILE`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise KeyFormatError(f"{path.name} can't be read: {error}") from error
    if len(data) > LARGEST_FILE:
        raise KeyFormatError(f"{path.name} is larger than {LARGEST_FILE >> 20} MiB")
    return read_keys(data, path.name)


def read_keys(data: bytes, name: str) -> KeyFile:
    """The keys in the bytes of a file.

    Args:
        data: the file; UTF-8, other bytes are read as Latin-1.
        name: what it's called, for the provenance.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    keys: list[SignerKey] = []
    problems: list[Problem] = []
    for row in _reader(text)(text):
        if isinstance(row, Problem):
            problems.append(row)
            continue
        try:
            provenance = row_provenance(row.provenance, row.seen, name)
            keys.append(parse_record(row.record, row.domain, row.selector, provenance))
        except KeyFormatError as error:
            problems.append(Problem(row.line, str(error), row.domain, row.selector))
    return KeyFile(tuple(keys), tuple(problems))


def _reader(text: str) -> Reader:
    """The format, by content."""
    if is_objects(text):
        return read_objects
    if is_table(text):
        return read_table
    return read_zone if is_zone(text) else read_pairs
