"""Numbers of cases: French courts, other courts' lists, and references behind a word such as `facture n°`."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from assay.document.entities import dates
from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = tomllib.loads(resources.files(__package__).joinpath("references.toml").read_text("utf-8"))["words"].split()
_SP = r"[ \t\u00a0\u202f]"
_SIGN = r"(?:n[°º]s?\.?|nos?(?:\.|\b)|nr\b\.?|num(?:éro|ero|ber)?(?:\.|\b)|#|:)"
_RG = re.compile(
    rf"r\.?g\.?{_SP}?(?:{_SP}{{0,2}}{_SIGN}){{0,2}}{_SP}{{0,2}}(?:f{_SP}?)?(?P<value>[0-9]{{2,4}}/[0-9]{{3,6}})(?![\w/])"
)
_APPEAL = re.compile(
    rf"pourvois?{_SP}{{0,2}}{_SIGN}?{_SP}{{0,2}}(?P<value>[a-z]?{_SP}?[0-9]{{2}}-[0-9]{{2}}\.?[0-9]{{3}})(?!\w)"
)
_ECLI = re.compile(r"ecli:[a-z]{2}:[a-z0-9]{1,7}:[0-9]{4}:[a-z0-9.]{1,25}")
_DOCKETS = ("-cv-", "-cr-", "-mc-", "-mj-", "-md-", "-bk-")
_DOCKET = re.compile(r"(?<![\w:-])[0-9]{1,2}:[0-9]{2}(?:" + "|".join(_DOCKETS) + r")[0-9]{3,6}(?![\w])")
_NAMED = re.compile(
    rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\.?(?P<sign>(?:{_SP}{{0,2}}{_SIGN}){{0,3}}){_SP}{{0,2}}"
    rf"(?P<value>[a-z0-9](?:[a-z0-9]|[-/_.](?=[a-z0-9])){{1,39}})(?![\w@])"
)
_SHORTEST = 4
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def find(reading: Reading) -> Iterator[Found]:
    """Every number of a case, in capitals; those of a court's general list begin with `RG`."""
    yield from _of_courts(reading)
    for match in reading.near_digits(_NAMED, lowered=True):
        value = match["value"]
        if not _inside(reading.lower, match.start()) and _is_reference(value, signed=bool(match["sign"])):
            yield Found("case", value.upper(), match.start("value"), match.end("value"))


def _of_courts(reading: Reading) -> Iterator[Found]:
    if reading.has("rg", "r.g"):
        for match in reading.near_digits(_RG, lowered=True):
            if not _inside(reading.lower, match.start()):
                yield Found("case", f"RG {match['value']}", match.start(), match.end())
    if reading.has("pourvoi"):
        for match in reading.near_digits(_APPEAL, lowered=True):
            value = match["value"].upper().replace(" ", "")
            yield Found("case", f"pourvoi {value}", match.start("value"), match.end())
    for pattern, marks in ((_ECLI, ("ecli:",)), (_DOCKET, _DOCKETS)):
        if reading.has(*marks):
            for match in reading.near_digits(pattern, lowered=True):
                value = match.group().rstrip(".")
                yield Found("case", value.upper(), match.start(), match.start() + len(value))


def _inside(lower: str, start: int) -> bool:
    """Whether a word goes on before its beginning."""
    return start > 0 and (lower[start - 1].isalnum() or lower[start - 1] == "_")


def _is_reference(value: str, *, signed: bool) -> bool:
    """Whether what stands behind the word is a reference: enough digits, and neither a year nor a date."""
    digits = sum(map(str.isdecimal, value))
    if digits < (2 if signed else _SHORTEST - any(map(str.isalpha, value))):
        return False
    return not (_YEAR.fullmatch(value) and not signed) and not dates.is_date(value)
