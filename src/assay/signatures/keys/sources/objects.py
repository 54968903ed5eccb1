"""JSON: a list of objects, one object a line, a map of names to records, or what an archive of old keys exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from assay.signatures.keys.names import split_owner
from assay.signatures.keys.sources.interface import Problem, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RECORD: Final = ("record", "value", "txt", "dkim", "key")
_PROVENANCE: Final = ("provenance", "source", "origin")
_SEEN: Final = (
    ("firstSeenAt", "lastSeenAt"),
    ("first_seen", "last_seen"),
    ("firstSeen", "lastSeen"),
    ("seen", "seen"),
    ("date", "date"),
)
_DEEPEST: Final = 6


def is_objects(text: str) -> bool:
    """Whether it begins like JSON."""
    return text.lstrip("\ufeff \t\r\n")[:1] in {"[", "{"}


def read_objects(text: str) -> Iterator[Row | Problem]:
    """The records of all objects that have one, at any level; the number of a row is that of its object."""
    numbered = _Numbered()
    try:
        yield from numbered.rows(msgspec.json.decode(text), 0)
    except (msgspec.DecodeError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) == 1:
            yield Problem(1, f"no JSON: {error}")
            return
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield from _one_line(number, line)


def _one_line(number: int, line: str) -> Iterator[Row | Problem]:
    try:
        for found in _Numbered().rows(msgspec.json.decode(line), 0):
            yield msgspec.structs.replace(found, line=number)
    except (msgspec.DecodeError, RecursionError) as error:
        yield Problem(number, f"no JSON: {error}")


class _Numbered:
    """Walks decoded JSON and counts the objects that should hold a key."""

    def __init__(self) -> None:
        self.count = 0

    def rows(self, value: Any, depth: int) -> Iterator[Row | Problem]:
        if depth > _DEEPEST:
            self.count += 1
            yield Problem(self.count, f"nested deeper than {_DEEPEST} levels")
        elif isinstance(value, list):
            for inner in value:
                yield from self.rows(inner, depth + 1)
        elif isinstance(value, dict) and "domain" in value and "selector" in value:
            self.count += 1
            yield _row(self.count, value)
        elif isinstance(value, dict):
            yield from self._named(value, depth)
        else:
            self.count += 1
            yield Problem(self.count, f"{str(value)[:80]!r} isn't an object with a key")

    def _named(self, value: Mapping[str, Any], depth: int) -> Iterator[Row | Problem]:
        """A map of owner names to records, or an object around the ones that count."""
        for name, inner in value.items():
            names = split_owner(name)
            records = inner if isinstance(inner, list) else [inner]
            if names is not None:
                for record in records:
                    self.count += 1
                    yield (
                        Row(self.count, *names, record)
                        if isinstance(record, str)
                        else _row(self.count, {**_mapping(record), "domain": names[0], "selector": names[1]})
                    )
            elif isinstance(inner, list | dict):
                yield from self.rows(inner, depth + 1)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _row(number: int, value: Mapping[str, Any]) -> Row | Problem:
    domain, selector = str(value["domain"]), str(value["selector"])
    record = _text(value, _RECORD)
    if not record:
        return Problem(number, "the object has no record", domain, selector)
    seen = next((_period(value.get(first), value.get(last)) for first, last in _SEEN if value.get(first)), "")
    return Row(number, domain, selector, record, _text(value, _PROVENANCE), seen)


def _text(value: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((found for name in names if isinstance(found := value.get(name), str) and found.strip()), "")


def _period(first: Any, last: Any) -> str:
    """An ISO 8601 date, or interval where the two differ."""
    begin, end = str(first)[:10], str(last or first)[:10]
    return begin if begin == end else f"{begin}/{end}"
