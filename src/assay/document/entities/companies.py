"""French companies: SIREN and SIRET (INSEE; their last digit is Luhn's), alone or in a VAT number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.document.entities.check_digits import luhn
from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_SP = r"[ \u00a0\u202f.]"
_NUMBER = re.compile(
    rf"[0-9](?<![\w.,/+-][0-9])[0-9]{{2}}{_SP}?[0-9]{{3}}{_SP}?[0-9]{{3}}(?:{_SP}{{0,2}}[0-9]{{5}})?(?!\w|[.,/-][0-9])"
)
_VAT = re.compile(
    rf"fr(?<!\wfr){_SP}?(?P<key>[0-9]{{2}}){_SP}?(?P<siren>[0-9]{{3}}{_SP}?[0-9]{{3}}{_SP}?[0-9]{{3}})(?!\w)"
)
_LABEL = re.compile(r"\b(?:sirene?|siret|rcs|r\.c\.s|entreprise n)\b")
_LABEL_LETTERS = 48
_POST_OFFICE = "356000000"
_SIREN, _SIRET = 9, 14


def find(reading: Reading) -> Iterator[Found]:
    """Every SIREN behind its name or in a VAT number, and every SIRET behind its name or printed in its groups."""
    for match in reading.near_digits(_NUMBER):
        digits = "".join(filter(str.isdecimal, match.group()))
        if not _valid(digits):
            continue
        before = reading.lower[max(0, match.start() - _LABEL_LETTERS) : match.start()]
        grouped = len(digits) == _SIRET and match.group()[3:4].isspace() and match.group()[7:8].isspace()
        if grouped or _LABEL.search(before) or reading.lower.startswith(" rcs ", match.end()):
            yield Found("company", digits, match.start(), match.end())
    if "fr" in reading.lower:
        for match in reading.near_digits(_VAT, lowered=True):
            siren = "".join(filter(str.isdecimal, match["siren"]))
            if luhn(siren) and int(match["key"]) == (12 + 3 * (int(siren) % 97)) % 97:
                yield Found("company", siren, match.start(), match.end())


def _valid(digits: str) -> bool:
    """Whether the check digits fit; those of the post office's SIRET add up to a multiple of five (INSEE)."""
    if not int(digits) or not luhn(digits[:_SIREN]):
        return False
    if len(digits) == _SIREN or luhn(digits):
        return True
    return digits.startswith(_POST_OFFICE) and sum(map(int, digits)) % 5 == 0
