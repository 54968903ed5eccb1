"""Accounts without an IBAN: the French RIB, and the BIC of a bank that is named beside an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers

from assay.document.entities import ibans
from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = r"[ \t\u00a0\u202f.|/-]{0,3}"
_RIB = re.compile(
    rf"[0-9](?<![\w][0-9])[0-9]{{4}}{_GAP}[0-9]{{5}}{_GAP}[0-9A-Za-z]{{11}}{_GAP}[0-9]{{2}}(?![A-Za-z0-9])"
)
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_BIC = re.compile(r"[A-Z]{6}(?<![A-Za-z0-9][A-Z]{6})[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
_LABEL = re.compile(r"\b(?:bic|swift)\b")
_HEAD_OFFICE = "X" * 3
_BESIDE = 80
"""Characters between an IBAN, or the word, and the BIC that belongs to it."""


def find(reading: Reading) -> Iterator[Found]:
    """Every RIB whose key fits, and every BIC."""
    for match in reading.near_digits(_RIB):
        value = "".join(filter(str.isalnum, match.group())).upper()
        if _key_fits(value):
            yield Found("account", value, match.start(), match.end())
    yield from _bics(reading)


def _key_fits(rib: str) -> bool:
    """Whether a RIB's key is 97 less 89 times the bank, 15 times the counter and 3 times the account, modulo 97.

    Source: Comité français d'organisation et de normalisation bancaires, on the relevé d'identité bancaire; letters
    of the account count as 1 to 9, from S on 2 to 9.
    """
    bank, counter, account, key = int(rib[:5]), int(rib[5:10]), int(rib[10:21].translate(_LETTERS)), int(rib[21:])
    return bank > 0 and key == 97 - (89 * bank + 15 * counter + 3 * account) % 97


def _bics(reading: Reading) -> Iterator[Found]:
    """BICs (ISO 9362) beside an IBAN or behind the word: alone, their eight letters are often a word's.

    The value has eight characters where the branch is the head office, three times X.
    """
    near = [match.span() for match in _LABEL.finditer(reading.lower)] if reading.has("bic", "swift") else []
    near += [(found.start, found.end) for found in ibans.find(reading)]
    done = 0
    for start, end in sorted(near):
        low, high = max(done, start - _BESIDE), end + _BESIDE
        for match in _BIC.finditer(reading.text, low, high):
            value = match.group()
            if value[4:6] in phonenumbers.SUPPORTED_REGIONS:
                yield Found("account", value.removesuffix(_HEAD_OFFICE) if len(value) > 8 else value, *match.span())  # noqa: PLR2004 - a BIC without its branch
        done = max(done, high)
