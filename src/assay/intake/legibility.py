"""How much a text reads like one, from -1 to 1: what tells the right one of several charsets that bytes are valid in.

The wrong charset of 8 bits gives capitals in the middle of words, letters of two scripts in one, or signs where letters
should be; the wrong one of 16 gives rare characters: the first level of each standard of the East (GB 2312, Big5,
JIS X 0208, KS X 1001) holds what nearly all text is made of.
"""

from __future__ import annotations

import codecs
import functools
import re
import tomllib
import unicodedata
from importlib import resources
from typing import TYPE_CHECKING, Final

from assay.intake.magic import HIGH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATA: Final = tomllib.loads(resources.files(__package__).joinpath("legibility.toml").read_text("utf-8"))
SAMPLE: Final = 1 << 11
"""Bytes of each text, and signs of all of them, that are looked at."""
_MOST: Final = 1 << 20
"""Bytes of each text that have to be valid in a guess."""
_ESCAPE: Final = b"\x1b$"
"""Begins what isn't ASCII in ISO-2022 (RFC 1468), although its octets are."""
_CHUNK: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]*+[^\x00-\x1a\x1c-\x7f](?:[A-Za-z]|[^\x00-\x1a\x1c-\x7f])*")
"""Neighbours of which one at least isn't ASCII."""
_EAST: Final = re.compile("[\u2e80-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_LEVELS: Final = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("shift_jis", 0x88, 0x97), ("euc_kr", 0xB0, 0xC8))
"""Lead octets of the first levels."""
WESTERN, WEST = "western", "windows-1252"
_PAIR: Final = 2
_RUN: Final = 4
"""So many Latin letters past ASCII in a row are in no word (and few in Polish)."""
_LONG: Final = 60
"""Bytes of a text that is long enough to have been cut."""
_CAPITALS: Final = 0.95
_SURE: Final = 6
"""Octets past ASCII that don't happen to be UTF-8."""
_SPARSE, _SPARSE_BONUS = 20, 0.3
"""Where less than one octet of so many isn't ASCII, the text is a Western one."""
_FREQUENT, _USUAL, _KNOWN, _RARE, _ODD, _BROKEN = 1.0, 0.8, 0.6, 0.2, -0.5, -1.0


def is_plain(data: bytes) -> bool:
    """Whether bytes mean the same in all charsets that are tried."""
    return data.isascii() and _ESCAPE not in data


def legible(text: str, latin: str = WESTERN) -> float:
    """The mean over the signs past ASCII; 1 where there are none.

    Args:
        text: decoded.
        latin: the alphabet of its letters past ASCII if they are Latin.
    """
    points: list[float] = []
    for chunk in _CHUNK.finditer(text):
        points += _points(chunk[0], latin)
        if len(points) > SAMPLE:
            break
    return sum(points) / len(points) if points else 1.0


def read(texts: Iterable[bytes], charset: str) -> float:
    """How legible texts are when decoded, each as its octets past ASCII have weight; one that isn't valid is broken."""
    latin = _DATA["written_with"].get(codecs.lookup(charset).name, WESTERN)
    total, weight = 0.0, 0
    for text in texts:
        sample = text[:SAMPLE]
        size = high(sample) or 1
        total += size * (legible(sample.decode(charset, "ignore"), latin) if fits(text, charset) else _BROKEN)
        weight += size
    return total / weight if weight else 1.0


def high(text: bytes) -> int:
    """How many octets aren't ASCII."""
    return len(text) - len(text.translate(None, HIGH))


def fits(text: bytes, charset: str) -> bool:
    """Whether bytes are valid; behind a whole sign, the last one may be cut, as stores cut long texts."""
    try:
        text.decode(charset)
    except UnicodeDecodeError as error:
        cut = error.reason in {"unexpected end of data", "incomplete multibyte sequence"}
        return cut and error.start >= _LONG and not text[: error.start].isascii()
    return True


def guess(texts: list[bytes]) -> str:
    """The charset in which texts read best; UTF-8 is never valid by accident, save for a sign or two."""
    texts = [text[:_MOST] for text in texts]
    many = sum(map(high, texts))
    if many >= _SURE and all(fits(text, "utf-8") for text in texts):
        return "utf-8"
    best, chosen = _BROKEN - 1, ""
    for name, bonus in _DATA["candidates"].items():
        sparse = name == WEST and many * _SPARSE < sum(map(len, texts))
        worth = read(texts, name) + (_SPARSE_BONUS if sparse else bonus)
        if worth > best:
            best, chosen = worth, name
    return chosen


def _points(chunk: str, latin: str) -> Iterator[float]:
    """What each sign of a chunk is worth that isn't ASCII."""
    scripts = {script for sign in chunk if (script := _script(sign))}
    stuck = len(_EAST.findall(chunk)) == 1 and any("a" <= sign <= "z" for sign in chunk)
    run, flipped = 0, False
    for place, sign in enumerate(chunk):
        script = _script(sign)
        run = run + 1 if script == "LATIN" and not sign.isascii() else 0
        flipped = bool(script) and (flipped or _flips(chunk[max(place - 2, 0) : place + 1]))
        if sign.isascii() and sign != "\x1b":
            continue
        if flipped or run >= _RUN or (stuck and _EAST.match(sign)) or (script and _clash(script, scripts)):
            yield _ODD
            continue
        before, after = chunk[place - 1 : place], chunk[place + 1 : place + 2]
        alone = before.isascii() and after.isascii()
        yield _worth(sign, latin, alone=alone) * (_CAPITALS if before.isupper() and sign.isupper() else 1.0)


def _flips(signs: str) -> bool:
    """Whether the last of up to three signs is a capital in the middle of a word, or small behind two capitals."""
    if signs[-1].isupper():
        return signs[-2:-1].islower()
    return signs[:2].isupper() and signs[-1].islower() and len(signs) > _PAIR and not any(map(str.isascii, signs))


def _clash(script: str, scripts: set[str]) -> bool:
    """Whether a word is written in more scripts than words are."""
    if script in {"CJK", "HIRAGANA", "KATAKANA"}:
        return "HANGUL" in scripts or bool(scripts & {"CYRILLIC", "GREEK"})
    return bool(
        scripts - {script} - ({"CJK", "LATIN", "HIRAGANA", "KATAKANA"} if script in {"LATIN", "HANGUL"} else set())
    )


@functools.lru_cache(maxsize=1 << 14)
def _script(sign: str) -> str:
    """The script of a letter, by its name; empty for what is no letter."""
    if not sign.isalpha():
        return ""
    word = unicodedata.name(sign, "?").split(" ", 1)[0]
    return word if word != "FULLWIDTH" else ""


@functools.lru_cache(maxsize=1 << 14)
def _worth(sign: str, latin: str, *, alone: bool) -> float:
    """What a sign is worth by itself; `alone` says that its neighbours are ASCII, as those of signs like ® are."""
    letters = _alphabet(latin)
    if (ranked := letters.get(sign, letters.get(sign.lower()[0]))) is not None:
        return ranked
    if sign in _DATA["frequent_han"] or sign in _DATA["frequent_hangul"] or "\u3041" <= sign <= "\u30fe":
        return _FREQUENT
    if sign in _DATA["east_typographic"] or sign in _common():
        return _USUAL
    category = unicodedata.category(sign)
    if category in {"Cc", "Co", "Cn", "Cs"} or sign == "\ufffd" or "\u2500" <= sign <= "\u259f":
        return _BROKEN
    if sign in _DATA["typographic"] or (alone and category[0] in "SPN"):
        return _KNOWN
    return _RARE if category[0] in "LM" else -_RARE


@functools.cache
def _alphabet(latin: str) -> dict[str, float]:
    """Letters to what they are worth, the first of an alphabet most."""
    worth: dict[str, float] = {}
    for letters in (*_DATA["scripts"].values(), _DATA["latin"][latin]):
        for place, letter in enumerate(letters):
            worth[letter] = _FREQUENT - (_FREQUENT - _KNOWN) * place / len(letters)
    return worth


@functools.cache
def _common() -> frozenset[str]:
    """The characters of the first levels."""
    signs = set[str]()
    for name, first, last in _LEVELS:
        for lead in range(first, last + 1):
            signs.update("".join(bytes((lead, trail)).decode(name, "ignore") for trail in range(0x40, 0xFF)))
    return frozenset(sign for sign in signs if ord(sign) > 0x2E7F)  # noqa: PLR2004 - the blocks of the East
