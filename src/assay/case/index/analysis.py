"""How text becomes terms: folded (case and accents), and stemmed in French and English.

Snowball's stemmers for the two languages come with tantivy. A text of unknown language is stemmed in both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import tantivy

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDED, FRENCH, ENGLISH = "folded", "french", "english"
LANGUAGES = (FRENCH, ENGLISH)
_LONGEST = 80

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['\u2019\u02bc](?=\w)", re.IGNORECASE)

_COMMON = {
    FRENCH: (
        "le la les des du un une et est dans que qui pour pas sur avec vous nous je ce au aux par plus mais sont ont "
        "cette votre notre été leur ses son sa bonjour merci cordialement"
    ),
    ENGLISH: (
        "the and of to is that for with you this are have be not we was will your from they but our has would can "
        "there which if been regards thanks"
    ),
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


@cache
def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """The three analysers by name."""
    short, lower, fold = tantivy.Filter.remove_long(_LONGEST), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()

    def builder() -> tantivy.TextAnalyzerBuilder:
        return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(short).filter(lower)

    return {
        FOLDED: builder().filter(fold).build(),
        FRENCH: builder().filter(tantivy.Filter.stemmer("french")).filter(fold).build(),
        ENGLISH: builder().filter(fold).filter(tantivy.Filter.stemmer("english")).build(),
    }


def clean(text: str) -> str:
    """The text with accents composed (Unicode NFC) and without characters that hide inside words.

    Lone surrogates, which the index can't hold, become U+FFFD.
    """
    if text.isascii():
        return text
    text = text.encode("utf-8", "replace").decode() if _has_surrogate(text) else text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def tokens(analyzer: str, text: str) -> list[str]:
    """The terms of a text, in its order."""
    found: list[str] = analyzers()[analyzer].analyze(clean(text))
    return found


def without_elision(word: str) -> str:
    """A French word without its elided article or pronoun: `l'argent` is looked up as `argent`."""
    return _ELISION.sub("", word)


def languages(text: str) -> tuple[str, ...]:
    """The languages a text is stemmed in: French, English, or both when it can't be told.

    The common words of each are counted in the first 1,500 characters.
    """
    words = text[:1500].lower().split()
    counts = {language: sum(map(common.__contains__, words)) for language, common in _SETS.items()}
    french, english = counts[FRENCH], counts[ENGLISH]
    if french >= 3 and french > 3 * english:  # noqa: PLR2004 - three common words and three times the other's
        return (FRENCH,)
    if english >= 3 and english > 3 * french:  # noqa: PLR2004
        return (ENGLISH,)
    return LANGUAGES


def stemmed(codes: Iterable[str]) -> tuple[str, ...]:
    """The stemmers for languages that were told (ISO 639-1); none where no text's language is one of them."""
    known = {"fr": FRENCH, "en": ENGLISH}
    return tuple(dict.fromkeys(known[code] for code in codes if code in known))
