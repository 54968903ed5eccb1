"""The texts of a small XML file: no document type, no entities, nothing fetched (XXE, billion laughs)."""

from __future__ import annotations

import contextlib
from typing import NamedTuple
from xml.parsers import expat

MOST_BYTES = 256 * 1024
MOST_ELEMENTS = 5_000
_DEEPEST = 10


class Element(NamedTuple):
    """An element that has ended.

    Attributes:
        path: the local names from the root down to it.
        text: the characters directly inside.
        attributes: by local name.
    """

    path: tuple[str, ...]
    text: str
    attributes: dict[str, str]


class _RefusedError(Exception):
    """The file declares what harmless files don't, or has too much of everything."""


def elements(data: bytes) -> list[Element]:
    """The elements in the order in which they end; what comes behind damage or a limit is left out. Never raises."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    with contextlib.suppress(expat.ExpatError, _RefusedError, UnicodeError, ValueError, LookupError):
        parser.Parse(data[:MOST_BYTES], len(data) <= MOST_BYTES)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[Element] = []
        self._names: list[str] = []
        self._texts: list[list[str]] = []
        self._attributes: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._names.append(_local(name))
        self._texts.append([])
        self._attributes.append(attributes)

    def characters(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def end(self, _name: str) -> None:
        text, attributes = "".join(self._texts.pop()), self._attributes.pop()
        if len(self._names) <= _DEEPEST:
            named = {_local(key): value for key, value in attributes.items()}
            self.found.append(Element(tuple(self._names), text, named))
            if len(self.found) >= MOST_ELEMENTS:
                raise _RefusedError
        self._names.pop()

    def refuse(self, *_declared: object) -> None:
        raise _RefusedError


def _local(name: str) -> str:
    return name.rpartition("}")[2]
