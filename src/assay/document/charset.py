"""The charset of text that doesn't name one, or None for what isn't text.

Unicode is told by its marks and zeros (the Unicode Standard, section 23.8). Among charsets of eight bits the one wins
in which the high octets are letters that are frequent in the languages written with it.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import NamedTuple

from assay.intake.magic import CONTROL_SHARE, CONTROLS, HIGH

SAMPLE = 64 * 1024
_SHORTER = 4 * 1024
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_KNOWN = tomllib.loads(resources.files(__package__).joinpath("charset.toml").read_text("utf-8"))
_SINGLE = tuple(
    (name, _KNOWN["alphabets"][_KNOWN["written_with"][name]].encode(name, "ignore")) for name in _KNOWN["order"]
)
_MULTIPLE = tuple(_KNOWN["several_octets"])
_COMMON_EAST = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]")
_HIGH = re.compile("[^\x00-\x7f]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff]")
_FREQUENT_HAN = frozenset(_KNOWN["frequent_han"])
_ESCAPED = re.compile(rb"\x1b\$[@B]")
_FITS, _BETTER = 0.6, 0.02
_LEAST_EAST = 0.95


class Guess(NamedTuple):
    """How bytes are read as text.

    Attributes:
        charset: Python's name of it.
        sure: whether the bytes themselves say so (a mark, valid UTF-8, plain ASCII); else it's a recorded fallback.
    """

    charset: str
    sure: bool


def detect(data: bytes) -> Guess | None:
    """The charset, by the first 64 KiB; None where that isn't text."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return Guess(charset, sure=True) if _decodes(data[:SAMPLE], charset) else None
    sample = data[:SAMPLE]
    if b"\0" in sample:
        return _wide(sample)
    if not sample or len(sample) - len(sample.translate(None, CONTROLS)) > len(sample) // CONTROL_SHARE:
        return None
    if _decodes(sample, "utf-8", cut=len(data) > SAMPLE):
        return Guess("iso2022_jp" if _ESCAPED.search(sample) else "utf-8", sure=True)
    return _eight_bits(sample)


def _decodes(sample: bytes, charset: str, *, cut: bool = True) -> bool:
    """Whether the bytes are valid; where the sample may be cut off, the last sign needn't be."""
    try:
        sample.decode(charset)
    except UnicodeDecodeError as error:
        return cut and len(sample) - error.start < 4 <= len(sample)  # noqa: PLR2004 - the longest sign
    return True


def _wide(sample: bytes) -> Guess | None:
    """UTF-16 or UTF-32 without a mark: the reading in which most signs are plain ones."""
    best, charset = 0.8, ""
    part = sample[: (len(sample) & ~3) if len(sample) % 4 in {0, 1} else len(sample) & ~1]
    for name, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        text = part[: len(part) // width * width].decode(name, "replace")
        if not text or "\0" in text:
            continue
        plain = sum(" " <= sign <= "~" or sign in "\t\r\n" or sign.isalpha() for sign in text)
        ascii_signs = sum(sign < "\x7f" for sign in text)
        share = plain / len(text) + ascii_signs / len(text) / 10
        if share > best and ascii_signs * 20 > len(text):
            best, charset = share, name
    return Guess(charset, sure=False) if charset else None


def _eight_bits(sample: bytes) -> Guess | None:
    high = len(sample) - len(sample.translate(None, HIGH))
    best, chosen = 0.0, ""
    for name, letters in _SINGLE:
        share = (len(sample) - len(sample.translate(None, letters))) / high
        if share > best + _BETTER:
            share -= _mixed(sample.decode(name, "replace")) / high
        if share > best + _BETTER:
            best, chosen = share, name
    east = _east(sample[:_SHORTER]) if best < _LEAST_EAST else ""
    if east:
        return Guess(east, sure=False)
    if best >= _FITS or high * 20 < len(sample):
        return Guess(chosen or "cp1252", sure=False)
    return Guess(chosen, sure=False) if chosen and best > _FITS / 2 else None


_INSIDE = re.compile(
    r"[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u0451\u03b1-\u03c9][\u00c0-\u00d6\u00d8-\u00de\u0401-\u042f\u0391-\u03a9\u2500-\u259f]"
    r"|[A-Za-z][\u0370-\u04ff]"
)


def _mixed(text: str) -> int:
    """How often a word changes to capitals, line drawings or another script in its middle."""
    return len(_INSIDE.findall(text))


def _east(sample: bytes) -> str:
    """A charset of several octets a sign in which nearly all is kana, Han or Hangul; the likeliest of those."""
    best, chosen = 0.0, ""
    for name in _MULTIPLE:
        text = sample.decode(name, "replace")
        high = _HIGH.findall(text)
        common = len(_COMMON_EAST.findall(text))
        if not high or common < _LEAST_EAST * len(high):
            continue
        known = sum(sign in _FREQUENT_HAN for sign in high) + len(_KANA.findall(text))
        hangul = len(_HANGUL.findall(text)) if name == "cp949" else 0
        share = (common + 2 * known + hangul) / len(high)
        if share > best:
            best, chosen = share, name
    return chosen
