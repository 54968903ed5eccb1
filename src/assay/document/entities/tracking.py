"""Numbers of parcels: UPS, the postal S10 of the UPU (La Poste, Chronopost, …), DHL Express and FedEx by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers

from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPS = re.compile(r"1z(?<![a-z0-9]1z)[ ]?(?:[0-9a-z][ ]?){15}[0-9](?![a-z0-9])")
_S10 = re.compile(
    r"[0-9]{2}(?:(?<=(?<![A-Z0-9])[A-Z]{2}[0-9]{2})|(?<=(?<![A-Z0-9])[A-Z]{2} [0-9]{2}))"
    r"(?:[ ]?[0-9]){7}[ ]?[A-Z]{2}(?![A-Za-z0-9])"
)
_NAMED = re.compile(r"(?P<carrier>dhl|fedex)[^0-9\n]{0,30}(?P<number>[0-9][0-9 ]{8,16}[0-9])(?!\w)")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_LONGEST_NAME = 3
_DHL, _FEDEX = 10, 12


def find(reading: Reading) -> Iterator[Found]:
    """Every number whose check digit fits; the value is its capitals and digits."""
    if "1z" in reading.lower:
        for match in reading.near_digits(_UPS, lowered=True):
            value = match.group().replace(" ", "").upper()
            if _ups(value):
                yield Found("tracking", value, match.start(), match.end())
    for match in reading.near_digits(_S10):
        start = match.start() - (_LONGEST_NAME if reading.text[match.start() - 1] == " " else 2)
        value = reading.text[start : match.end()].replace(" ", "")
        if value[-2:] in phonenumbers.SUPPORTED_REGIONS and _s10(value[2:-2]):
            yield Found("tracking", value, start, match.end())
    if reading.has("dhl", "fedex"):
        for match in reading.near_digits(_NAMED, lowered=True):
            value = match["number"].replace(" ", "")
            if _dhl(value) if match["carrier"] == "dhl" else _fedex(value):
                yield Found("tracking", value, match.start("number"), match.end("number"))


def _ups(value: str) -> bool:
    """Whether the last digit of a UPS number fits: letters count as (code - 63) modulo 10, every second doubled."""
    digits = [int(letter) if letter.isdecimal() else (ord(letter) - 63) % 10 for letter in value[2:-1]]
    total = sum(digits[0::2]) + 2 * sum(digits[1::2])
    return (-total) % 10 == int(value[-1])


def _s10(digits: str) -> bool:
    """Whether the ninth digit fits the eight of a serial number (UPU standard S10)."""
    check = 11 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:8], strict=True)) % 11
    return {10: 0, 11: 5}.get(check, check) == int(digits[8])


def _dhl(digits: str) -> bool:
    """Whether the tenth digit of a waybill of DHL Express is the first nine modulo 7 (DHL Express, Air Waybill)."""
    return len(digits) == _DHL and int(digits[:9]) % 7 == int(digits[9])


def _fedex(digits: str) -> bool:
    """Whether the twelfth digit fits: weights 3, 1, 7, modulo 11, modulo 10 (FedEx Express)."""
    weights = (3, 1, 7) * 4
    return len(digits) == _FEDEX and sum(
        w * int(d) for w, d in zip(weights, digits[:11], strict=False)
    ) % 11 % 10 == int(digits[11])
