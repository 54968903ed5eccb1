"""IBANs (ISO 13616-1): the length of their country, and the check digits of ISO/IEC 7064 MOD 97-10."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from assay.document.entities.check_digits import mod_97
from assay.document.entities.reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTHS: dict[str, int] = tomllib.loads(resources.files(__package__).joinpath("ibans.toml").read_text("utf-8"))[
    "length"
]
_IBAN = re.compile(r"[0-9]{2}(?<=(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2})(?:[\s.\-]{0,2}[A-Za-z0-9]){11,29}")
_FRENCH = frozenset({"FR", "MC"})


def find(reading: Reading) -> Iterator[Found]:
    """Every IBAN, printed in groups or not; the value is its capitals and digits."""
    for match in reading.near_digits(_IBAN):
        start = match.start() - 2
        length = _LENGTHS.get(reading.text[start : match.start()].upper())
        if length is None:
            continue
        places = [at for at in range(start, match.end()) if reading.text[at].isalnum()]
        if len(places) < length:
            continue
        end = places[length - 1] + 1
        value = "".join(reading.text[at] for at in places[:length]).upper()
        if not reading.text[end : end + 1].isalnum() and mod_97(value[4:] + value[:4]):
            yield Found("iban", value, start, end)
