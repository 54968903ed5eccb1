"""Check digits: what tells a number that somebody was given from digits in a row."""

from __future__ import annotations

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1 annex B)."""
    total = sum(map(int, digits[-1::-2])) + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return total % 10 == 0


def mod_97(characters: str) -> bool:
    """Whether digits and capital letters, the check digits behind them, pass MOD 97-10 (ISO/IEC 7064).

    Letters count as 10 to 35 (ISO 13616-1).
    """
    return int("".join(str(int(character, 36)) for character in characters)) % 97 == 1
