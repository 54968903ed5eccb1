"""Which languages and organisations the files of a corpus name, and which of them are at home in it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assay.corpus.hands import FEW_NAMES, RARE, script

if TYPE_CHECKING:
    from collections.abc import Mapping

TELLING = {
    "866": "Cyrillic",
    "874": "Thai",
    "932": "Japanese",
    "936": "Chinese",
    "949": "Korean",
    "950": "Chinese",
    "1250": "Central European",
    "1251": "Cyrillic",
    "1253": "Greek",
    "1254": "Turkish",
    "1255": "Hebrew",
    "1256": "Arabic",
    "1257": "Baltic",
    "1258": "Vietnamese",
    "10007": "Cyrillic",
    "20866": "Cyrillic",
    "21866": "Cyrillic",
}
"""Code pages that tell which language a machine speaks ([MS-UCODEREF] section 2.2.1); Western ones and Unicode are what
programs write that don't ask."""
_MOST_ITEMS = 500
_FACTS = ("interface", "company", "language", "codepage")


def told(facts: Mapping[str, str]) -> dict[str, str]:
    """What a file says of the language and the organisation of the machine that saved it, each in one form."""
    found = {name: facts[name] for name in _FACTS if facts.get(name)}
    if "language" in found:
        found["language"] = found["language"].partition("-")[0].lower()
    if found.get("codepage", "") not in TELLING:
        found.pop("codepage", None)
    return found


class Tongues:
    """The facts of the files of a corpus, counted by the items in which they stand."""

    def __init__(self) -> None:
        self._values: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._items: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, facts: Mapping[str, str], item: str) -> None:
        """Learns the facts of a file, which stands in an item."""
        for name, value in told(facts).items():
            self._items[name].add(item)
            found = self._values[name, value.casefold()]
            if len(found) < _MOST_ITEMS:
                found.add(item)
        if facts.get("codepage"):
            self._items["codepage"].add(item)

    def foreign(self, name: str, value: str, without: set[str]) -> bool:
        """Whether hardly any item besides these has that value, where enough of them have one.

        Args:
            name: of the fact, as in `told`.
            value: likewise.
            without: items that aren't asked.
        """
        others = len(self._items[name] - without)
        if others < FEW_NAMES:
            return False
        return len(self._values.get((name, value.casefold()), set()) - without) <= RARE * others


def tongue(name: str, value: str) -> str:
    """The script or language that a fact tells of, in a word for people; empty where it tells of none."""
    if name == "codepage":
        return TELLING.get(value, "")
    return script(value).capitalize()
