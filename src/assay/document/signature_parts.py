"""What each piece of a signature block is: a name, a title, an organisation, a line of an address."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

_DATA = tomllib.loads(resources.files(__package__).joinpath("people.toml").read_text("utf-8"))
_TITLES, _ORGANISATIONS = frozenset(_DATA["titles"].split()), frozenset(_DATA["organisations"].split())
_STREETS, _PARTICLES = frozenset(_DATA["streets"].split()), frozenset(_DATA["particles"].split())
_LABELS, _NOBODY = frozenset(_DATA["labels"].split()), frozenset(_DATA["nobody"].split())

TAKEN = "\0"
"""Stands for a letter of what was found already: a number of telephone, an address, a URL."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAME = re.compile(r"[^\W\d_]{1,30}(?:[.'\u2019-]{1,2}[^\W\d_]{1,30}){0,3}\.?")
_PIECES = re.compile(r"\s[/\u2013\u2014-]\s|\s?[|\u00b7\u2022]\s?|\t|\s{3,}|\s?//\s?")
_POSTCODE = re.compile(
    r"\b(?:[A-Z]-)?\d{5}\b(?:-\d{4})?\s?(?=[^\W\d_])|\b[A-Z]{2} \d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
)
_WHERE = re.compile(r"\s(?:at|chez|@)\s|,\s")
_NOT_OF_AN_ORGANISATION = re.compile(r"[:;=@<>{}\\]|[0-9]{2}")
_MOST_OF_A_NAME, _MOST_OF_AN_ORGANISATION = 5, 7


class Parts:
    """The parts of a block as they are found, line by line."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.name = self.title = self.organisation = ""
        self.address: list[str] = []

    def read(self, line: str) -> None:
        """Sort the pieces of a line.

        Args:
            line: untrusted; letters that are spoken for are `TAKEN`.
        """
        for piece in _PIECES.split(line):
            shown = piece.replace(TAKEN, "").strip(" ,;:<>()[]*")
            if shown and not (_labels_only(shown) and TAKEN in piece):
                self._sort(shown)

    def _sort(self, piece: str) -> None:
        words = _words(piece)
        if _POSTCODE.search(piece) or (words & _STREETS and any(map(str.isdecimal, piece))):
            self.address.append(piece)
        elif is_name(piece) and (not self.name or self._longer(piece)):
            self.name = piece
        elif words & _TITLES:
            self._titled(piece)
        elif (not self.organisation and self.name and _capitalised(piece, words)) or (
            words & _ORGANISATIONS and not self.organisation
        ):
            self.organisation = piece

    def _longer(self, piece: str) -> bool:
        """Whether a piece is the name that stands already, with more of it."""
        return len(piece) > len(self.name) and piece.lower().startswith(f"{self.name.lower()} ")

    def _titled(self, piece: str) -> None:
        """Sort a piece with a title in it; the name may stand before it and the organisation behind it."""
        first, *rest = _WHERE.split(piece, maxsplit=1)
        if rest and is_name(first) and (not self.name or self._longer(first)):
            self.name = first
            self._titled(rest[0])
        elif self.title:
            self.organisation = self.organisation or (piece if _words(piece) & _ORGANISATIONS else "")
        elif rest and _capitalised(rest[0], _words(rest[0])) and not _words(rest[0]) & _TITLES:
            self.title, self.organisation = first, self.organisation or rest[0]
        else:
            self.title = piece


def is_name(written: str) -> bool:
    """Whether it may be a person's name: a few words with a capital each, none of them of a title or a company."""
    words = written.split()
    if not 0 < len(words) <= _MOST_OF_A_NAME or not all(map(_NAME.fullmatch, words)):
        return False
    if _words(written) & (_TITLES | _ORGANISATIONS | _STREETS | _NOBODY):
        return False
    capitals = [word for word in words if word[0].isupper()]
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words) and any(
        len(word) > 1 for word in capitals
    )


def _words(piece: str) -> set[str]:
    return {match.lower() for match in _WORD.findall(piece)}


def _labels_only(piece: str) -> bool:
    """Whether nothing but labels is left, as of `Tél. : 01 …`."""
    return _words(piece) <= _LABELS


def _capitalised(piece: str, words: set[str]) -> bool:
    """Whether a piece may be an organisation's name."""
    first = _WORD.search(piece)
    return (
        piece[0].isupper()
        and len(words) <= _MOST_OF_AN_ORGANISATION
        and not piece.endswith((".", "?"))
        and _NOT_OF_AN_ORGANISATION.search(piece) is None
        and first is not None
        and first.group().lower() not in _LABELS
        and not words & _NOBODY
    )
