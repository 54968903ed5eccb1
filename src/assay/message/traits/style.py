"""The author's own words as counts of character sequences: too little to read, enough to compare hands.

Sequences of four characters, hashed into 256 counters (Koppel and Winter, Determining if two documents are written by
the same author, JASIST 65, 2014, use four as well).
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from assay.model.traits import Style

FEWEST_WORDS = 20
"""Below this nothing is kept."""
BUCKETS = 256
_MOST = 255
_LONGEST = 1_200
"""Characters of own text that are counted."""
_READ = 4_000
_MULTIPLIER = 2654435761
"""Knuth's multiplicative hash, 2^32 divided by the golden ratio."""
_END = re.compile(
    r"\n(?:-{2,6} ?(?:Original Message|Message d'origine|Urspr|Forwarded)|_{20}|\*?(?:From|De|Von) ?: |-- ?$|---$"
    r"|diff --git )",
    re.MULTILINE,
)
"""Where own words end: quotations in full, signatures, patches."""
_NOT_OWN = re.compile(r"\n(?:[>|+@]|(?:On|Le|Am|El) .{5,200}(?:wrote|crit|schrieb|escribi)).*")
_LINK = re.compile(r"https?://\S+")
_FUNCTION_WORDS = {
    language: frozenset(words.encode("latin-1").split())
    for language, words in (
        ("en", "the and of to in is that for it with as was on are be this have not you but from at or"),
        ("fr", "le la les des et est une un du que qui dans pour pas vous nous sur au avec ce ne je il se"),
        ("de", "der die das und ist nicht ein eine zu den von mit sich auf dem es im ich wir sie auch wie"),
        ("es", "el los las y es una un del que en por con para se lo su al como pero más no le ha me si"),
    )
}
_LOWER = bytes(range(256)).decode("latin-1").lower().encode("latin-1", "replace")
_LETTERS = bytes(code if chr(code).isalpha() else 32 for code in _LOWER)
"""Latin-1 to lower-case letters; all else is a space."""


def style(own: str) -> Style | None:
    """The counts of an author's own words; None where there are too few. Never raises.

    Args:
        own: what the author wrote, without quotations (see `assay.message.traits.passages`); untrusted.
    """
    text = "\n" + own[:_READ]  # so that each line begins behind a line end, for which is searched fast
    end = _END.search(text)
    text = _LINK.sub(" ", _NOT_OWN.sub("\n ", text[: end.start() + 1] if end else text))
    letters = b" ".join(text[1 : _LONGEST + 1].encode("latin-1", "replace").translate(_LETTERS).split())
    words = letters.split()
    if len(words) < FEWEST_WORDS:
        return None
    return Style(len(words), language(words), _grams(letters))


def language(words: list[bytes]) -> str:
    """The language by its function words; empty where none of the four has a twelfth of the words and a clear lead."""
    seen = Counter(words)
    shares = sorted(
        ((sum(seen[word] for word in seen.keys() & known), name) for name, known in _FUNCTION_WORDS.items()),
        reverse=True,
    )
    (best, name), (second, _) = shares[:2]
    return name if best * 12 >= len(words) and best >= 1.5 * second else ""


def _grams(letters: bytes) -> bytes:
    """The counts, each at most 255."""
    every_four = np.ndarray(max(len(letters) - 3, 0), "<u4", letters, strides=(1,))
    counts = np.bincount(every_four * np.uint32(_MULTIPLIER) >> np.uint32(24), minlength=BUCKETS)
    return np.minimum(counts, _MOST).astype(np.uint8).tobytes()
