"""Tables with a header line: `domain`, `selector` and `record`, in any order, among any other columns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from assay.signatures.keys.sources.interface import Problem, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECORD: Final = ("record", "value", "txt", "key")
_PROVENANCE: Final = ("provenance", "source", "origin")
_SEEN: Final = ("seen", "date", "first_seen", "firstseen", "firstseenat", "lastseenat")


def is_table(text: str) -> bool:
    """Whether the first line that says something is such a header."""
    return _layout(text) is not None


def read_table(text: str) -> Iterator[Row | Problem]:
    """The rows under the header; tab, comma or semicolon between the columns, as the header has them."""
    layout = _layout(text)
    if layout is None:
        yield Problem(1, "no header with domain, selector and record")
        return
    start, separator, columns = layout
    for line, raw in enumerate(text.split("\n"), 1):
        if line <= start or not raw.strip() or raw.startswith("#"):
            continue
        cells = dict(zip(columns, _cells(raw.rstrip("\r"), separator), strict=False))
        domain, selector = cells.get("domain", "").strip(), cells.get("selector", "").strip()
        record = _first(cells, _RECORD)
        if not (domain and selector and record):
            yield Problem(line, "domain, selector or record is missing", domain, selector)
            continue
        yield Row(line, domain, selector, record, _first(cells, _PROVENANCE), _first(cells, _SEEN))


def _layout(text: str) -> tuple[int, str, list[str]] | None:
    """Line of the header, what stands between its columns, and their names."""
    for line, raw in enumerate(text[:65_536].split("\n"), 1):
        if not raw.strip() or (raw.startswith("#") and "domain" not in raw.lower()):
            continue
        for separator in "\t,;":
            columns = [cell.strip(' "#\r').lower() for cell in raw.split(separator)]
            if {"domain", "selector"} <= set(columns) and set(columns) & set(_RECORD):
                return line, separator, columns
        return None
    return None


def _cells(raw: str, separator: str) -> list[str]:
    """The cells of a line; tabs need no quotes, the others use those of CSV (RFC 4180)."""
    if separator == "\t":
        return raw.split("\t")
    try:
        return next(csv.reader([raw], delimiter=separator), [])
    except csv.Error:
        return []


def _first(cells: dict[str, str], names: tuple[str, ...]) -> str:
    return next((cells[name].strip() for name in names if cells.get(name, "").strip()), "")
