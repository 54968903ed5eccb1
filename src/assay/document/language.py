"""Which language a text is in."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODES = ("FR", "EN", "DE", "ES", "IT", "PT", "NL", "RU", "UK", "PL", "AR", "ZH")
"""The languages that are told apart: with all 75 of lingua the same text takes seven times as long."""
_READ = 4_000
"""Characters in which prose is looked for."""
_PROSE = 600
"""Characters of prose that are looked at: more change nothing and cost in proportion."""
_SHORTEST = 20
_SURE = 0.95
_LETTERS = 0.5
"""Share of letters below which a line isn't prose but a table's."""

_ODD = re.compile(r"\S*(?:[0-9@_<>{}=|\\]|://|www\.)\S*")
_QUOTED = (">", "|", "From:", "De :", "To:", "À :", "Subject:", "Objet :", "Date:", "Cc:", "Sent:", "Envoyé")
_ATTRIBUTION = (" wrote:", "écrit :", "écrit:", "schrieb:")


@functools.lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    """It knows trigrams only, in 30 MB: longer sequences take 300 MB in each process and tell little more apart."""
    languages = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code)) for code in _CODES]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


def language(text: str) -> str:
    """The language of a text as ISO 639-1 has it; empty where it's short, unclear, or hardly words.

    Quoted lines are looked at only where the others don't tell.

    Args:
        text: untrusted; of it the first prose is looked at.
    """
    lines = text[:_READ].split("\n")
    own = _prose(line for line in lines if not _is_quoted(line))
    return _told(own) or _told(_prose(line.lstrip("> |") for line in lines))


@functools.lru_cache(2048)
def _told(prose: str) -> str:
    """The language of prose; empty where it's too short or another one isn't ruled out."""
    if sum(map(str.isalpha, prose)) < _SHORTEST:
        return ""
    best = _detector().compute_language_confidence_values(prose)[0]
    return "" if best.value < _SURE else best.language.iso_code_639_1.name.lower()


def _is_quoted(line: str) -> bool:
    """Whether a line is somebody else's, or announces what is."""
    return line.lstrip().startswith(_QUOTED) or line.rstrip().endswith(_ATTRIBUTION)


def _prose(lines: Iterable[str]) -> str:
    """The first words of lines that are mostly letters, without addresses and numbers."""
    kept: list[str] = []
    length = 0
    for line in lines:
        words = _ODD.sub(" ", line).strip()
        if words and sum(map(str.isalpha, words)) >= _LETTERS * len(line.strip()):
            kept.append(words)
            length += len(words)
            if length >= _PROSE:
                break
    return " ".join(kept)[:_PROSE]
