"""Names of hosts that stand in a text by themselves."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from assay.document.entities.suffixes import HOST, host, public

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = tomllib.loads(resources.files(__package__).joinpath("hosts.toml").read_text("utf-8"))
_FILES = frozenset(_DATA["files"].split())
_WORDS = frozenset(_DATA["words"].split())
_DOT = re.compile(r"\.(?=[^\W\d_]{2}|[\])}]|xn--)")
_WRITTEN_DOT = re.compile(r"[\[({]dot[\])}]")
_BACK = re.compile(r"(?:[\w-]|\.(?=[\w-])|[\])}](?:\.|tod)[\[({](?=[\w-]))+")
_OPENING, _CLOSING = frozenset("[({"), frozenset("])}")
_LONGEST = 253
_COUNTRY = 2
"""Letters of a country's domain."""


class Bare(NamedTuple):
    """A name with its place.

    Attributes:
        name: in its one form.
        start: of its first character.
        end: behind its last.
        sure: whether it can't well be a file's name or two words.
    """

    name: str
    start: int
    end: int
    sure: bool


def bare(text: str, lower: str) -> Iterator[Bare]:
    """Every name below a public suffix, in order.

    Args:
        text: untrusted.
        lower: the same in lower case, of the same length.
    """
    done = 0
    dots = [match.start() for match in _DOT.finditer(lower)]
    if "dot]" in lower or "dot)" in lower or "dot}" in lower:
        dots = sorted([*dots, *(match.start() for match in _WRITTEN_DOT.finditer(lower))])
    for dot in dots:
        if dot < done:
            continue
        first = dot - 1 if lower[dot - 1 : dot] in _OPENING and lower[dot + 1 : dot + 2] in _CLOSING else dot
        back = _BACK.match(lower[max(done, first - _LONGEST) : first][::-1])
        if back is None:
            continue
        start = first - back.end()
        match = HOST.match(lower, start)
        if match is None:
            continue
        done = max(match.end(), dot + 1)
        end = start + len(match.group().rstrip("-_"))
        name = host(lower[start:end])
        suffix = public(name) if name else ""
        if suffix:
            yield Bare(name, start, end, _sure(text[start:end], name, suffix))


def _sure(written: str, name: str, suffix: str) -> bool:
    """Whether a name is one beyond doubt; two sentences without a space between them aren't: `fini.De`."""
    labels = written.split(".")
    if labels[-1][:1].isupper() and not written.isupper():
        return False
    if name.count(".") > suffix.count(".") + 1 or "." in suffix:
        return True
    return suffix not in _FILES and suffix not in _WORDS
