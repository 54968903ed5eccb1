"""Rows for other programs: JSON lines, which are exact, and CSV, which a spreadsheet can't be tricked with."""

from __future__ import annotations

import contextlib
import csv
import json
import re
import sys
import tempfile
from typing import IO, TYPE_CHECKING, Any

import msgspec

from assay.model.untrusted import untrusted_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_IN_MEMORY, _CHUNK = 8 << 20, 1 << 16
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SHOWN = re.compile(r"[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def json_text(value: Any) -> str:
    """JSON on one line, exact: what a terminal would obey or hide becomes an escape of JSON, so it decodes the same.

    Lone surrogates (octets of a file name that aren't UTF-8) become escapes too.
    """
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(value), ensure_ascii=True, separators=(",", ":"))
    return _SHOWN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def print_json(value: Any, stream: IO[str] | None = None) -> None:
    """Print one JSON object on a line, by default on stdout."""
    (stream or sys.stdout).write(json_text(value) + "\n")


def neutral(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that starts like one gets an apostrophe in front.

    The characters are those of the OWASP page on CSV injection (= + - @ TAB CR), line feed and the full-width forms,
    which spreadsheets take for the same. Control characters are written out. Numbers stay numbers.
    """
    if not isinstance(value, str):
        return "" if value is None else value
    text = f"'{value}" if value.startswith(_FORMULA) else value
    return untrusted_block(text)


def print_csv(names: Sequence[str], rows: Iterable[Sequence[object]], stream: IO[str] | None = None) -> None:
    """Print rows as CSV (RFC 4180) with a heading, neutralised."""
    writer = csv.writer(stream or sys.stdout, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([neutral(cell) for cell in row] for row in rows)


@contextlib.contextmanager
def held_back() -> Iterator[IO[str]]:
    """A stream whose text goes to stdout when the block ends, and nowhere if it raises: no half of an answer.

    Much text is kept in a file without a name rather than in memory.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as kept:
        yield kept
        kept.seek(0)
        while part := kept.read(_CHUNK):
            sys.stdout.write(part)
