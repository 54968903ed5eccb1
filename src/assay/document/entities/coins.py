"""Bitcoin addresses: base58check with its four bytes of SHA-256, and Bech32 with its checksum (BIP 173, BIP 350)."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_DIGITS = {letter: at for at, letter in enumerate(_BASE58)}
_OLD = re.compile(r"[13](?<![A-Za-z0-9][13])[1-9A-HJ-NP-Za-km-z]{25,33}(?![A-Za-z0-9])")
_NEW = re.compile(r"bc1(?<![a-z0-9]bc1)[02-9ac-hj-np-z]{11,71}(?![a-z0-9])")
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CONSTANTS = frozenset({1, 0x2BC830A3})
_VERSIONS = frozenset({0x00, 0x05})
_PREFIX = (3, 3, 0, 2, 3)
"""`bc` as BIP 173 expands it: the high bits of each letter, zero, the low bits."""


def find(reading: Reading) -> Iterator[Found]:
    """Every address on Bitcoin's main net."""
    for match in reading.near_digits(_OLD):
        if _base58(match.group()):
            yield Found("account", match.group(), match.start(), match.end())
    if "bc1" in reading.lower:
        for match in _NEW.finditer(reading.lower):
            written = reading.text[match.start() : match.end()]
            if (written.islower() or written.isupper()) and _bech32(match.group()):
                yield Found("account", match.group(), match.start(), match.end())


def _base58(written: str) -> bool:
    number = 0
    for letter in written:
        number = number * 58 + _DIGITS[letter]
    if number.bit_length() > 25 * 8:
        return False
    data = number.to_bytes(25, "big")
    check = hashlib.sha256(hashlib.sha256(data[:21]).digest()).digest()[:4]
    return data[0] in _VERSIONS and check == data[21:]


def _bech32(written: str) -> bool:
    check = 1
    for value in (*_PREFIX, *map(_BECH32.index, written[3:])):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            check ^= generator if top >> bit & 1 else 0
    return check in _CONSTANTS
