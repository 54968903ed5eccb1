"""Telephone numbers that exist in the numbering plan of their country (ITU-T E.164; libphonenumber's data)."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

import phonenumbers

from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = tomllib.loads(resources.files(__package__).joinpath("phones.toml").read_text("utf-8"))
_REGIONS: dict[str, list[str]] = _DATA["regions"]
_SP = r"[ \t\u00a0\u202f.\u2011/-]"
_INTERNATIONAL = re.compile(rf"[+0](?<![\w.,/+-][+0])(?:(?<=\+)|0)(?:{_SP}{{0,2}}[()]{{0,2}}{_SP}?[0-9]){{7,15}}(?!\w)")
_FRENCH = re.compile(rf"0(?<![\w.,/+-]0)[1-9](?P<gap>{_SP}?)[0-9]{{2}}(?:(?P=gap)[0-9]{{2}}){{3}}(?!\w|[.,/-][0-9])")
_OTHER = re.compile(rf"[(0-9](?<![\w.,/+-][(0-9])[0-9]{{1,5}}\)?(?:{_SP}{{1,2}}[0-9]{{2,8}}){{1,4}}(?!\w|[.,/-][0-9])")
_PHONE = re.compile(r"\b(?:" + "|".join(_DATA["words"]["phone"].split()) + r")\b[^\w\n]*$|\b[tmpf]\s?[:.]\s?$")
_NUMBER = re.compile(r"(?:" + "|".join(_DATA["words"]["other"].split()) + r")[^\w\n]*$")
_NORTH_AMERICAN = re.compile(r"\(?[2-9][0-9]{2}\)?[ .-]{1,2}[2-9][0-9]{2}[.-][0-9]{4}")
_LABEL = 24
_MOST = 5_000
"""Numbers of one text that are looked up; a directory has more, and nobody reads them as facets."""


def find(reading: Reading) -> Iterator[Found]:
    """Every number that a country gives out; the value is as in E.164, with its `+`.

    Without a country's code a number needs the French form, or a word for telephone before it, or the American form
    in an English text.
    """
    left, known = _MOST, set[int]()
    for pattern in (_INTERNATIONAL, _FRENCH, _OTHER):
        for match in reading.near_digits(pattern):
            if match.start() in known:
                continue
            for region in _candidates(reading, match, pattern):
                left -= 1
                if left < 0:
                    return
                value = _valid(match.group(), region)
                if value:
                    known.add(match.start())
                    yield Found("phone", value, match.start(), match.end())
                    break


def _candidates(reading: Reading, match: re.Match[str], pattern: re.Pattern[str]) -> Iterator[str]:
    """The regions whose number it may be, the likely ones first; none where it's in no telephone's form."""
    written = match.group()
    if pattern is _INTERNATIONAL:
        if written.startswith(("+", "00")):
            yield ""
        return
    before = reading.lower[max(0, match.start() - _LABEL) : match.start()]
    called = _PHONE.search(before) is not None
    if pattern is _FRENCH:
        if match["gap"] or called or (written[1] in "67" and _NUMBER.search(before) is None):
            yield "FR"
    elif _NORTH_AMERICAN.fullmatch(written):
        if called or reading.language == "en":
            yield "US"
    elif called:
        yield "FR"
        yield from _REGIONS.get(reading.language) or _DATA["unclear"]


@functools.lru_cache(maxsize=8192)
def _valid(written: str, region: str) -> str:
    """A number as E.164 writes it; empty where no numbering plan has it."""
    written = re.sub(r"\A00", "+", written) if not region else written
    try:
        number = phonenumbers.parse(written.replace("(0)", ""), region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
