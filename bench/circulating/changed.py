"""What is done to a paper before it circulates: nothing that matters, or one thing that does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from circulating.papers import Filler, Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_NUMBER = re.compile(r"\d+")
_MONTHS = re.compile(r"\b\d{1,2} [^\W\d_]+ 20\d\d\b")
_IBAN = re.compile(r"\bFR\d\d(?: \d{1,4}){6}")
_SUM = re.compile(r"(?<![\d-])\d{1,3}(?:[ ,]\d{3})+(?:[.,]\d\d)?")
_VERB = {
    "fr": (re.compile(r"\b(a été|est|doit|sera|peut)\b"), r"\1 pas"),
    "en": (re.compile(r"\b(was|is|shall|will|must|has)\b"), r"\1 not"),
}
Change = "Callable[[Paper, Random], Paper | None]"


def _places(paper: Paper, form: re.Pattern[str]) -> list[tuple[int, re.Match[str]]]:
    texts = ((at, "\0".join(block) if isinstance(block, tuple) else block) for at, block in enumerate(paper.blocks))
    return [(at, found) for at, text in texts for found in form.finditer(text)]


def _put(paper: Paper, at: int, found: re.Match[str], new: str) -> Paper:
    text = found.string[: found.start()] + new + found.string[found.end() :]
    return paper.edited(at, tuple(text.split("\0")) if isinstance(paper.blocks[at], tuple) else text)


def number(paper: Paper, random: Random) -> Paper | None:
    """One digit of one number."""
    places = [
        one for one in _places(paper, _NUMBER) if not _MONTHS.search(one[1].string) and not _IBAN.search(one[1].string)
    ]
    if not places:
        return None
    at, found = random.choice(places)
    spot = random.randrange(len(found[0]))
    digit = random.choice([sign for sign in "123456789" if sign != found[0][spot]])
    return _put(paper, at, found, found[0][:spot] + digit + found[0][spot + 1 :])


def name(paper: Paper, random: Random) -> Paper | None:
    """One person becomes another, wherever they are named."""
    there = [one for one in paper.names if any(one in str(block) for block in paper.blocks)]
    if not there:
        return None
    old, new = random.choice(there), Filler(paper.house.language, random).person()
    if set(old.split()) & set(new.split()):
        return None
    swap = [
        tuple(cell.replace(old, new) for cell in block) if isinstance(block, tuple) else block.replace(old, new)
        for block in paper.blocks
    ]
    return replace(paper, blocks=tuple(swap))


def day(paper: Paper, random: Random) -> Paper | None:
    """One date."""
    places = _places(paper, _MONTHS)
    if not places:
        return None
    at, found = random.choice(places)
    new = Filler(paper.house.language, random).day()
    return None if new == found[0] else _put(paper, at, found, new)


def iban(paper: Paper, random: Random) -> Paper | None:
    """One digit of an account."""
    places = _places(paper, _IBAN)
    if not places:
        return None
    at, found = random.choice(places)
    spots = [spot for spot, sign in enumerate(found[0]) if sign.isdigit() and spot > 3]
    spot = random.choice(spots)
    return _put(paper, at, found, found[0][:spot] + str((int(found[0][spot]) + 3) % 10) + found[0][spot + 1 :])


def sign(paper: Paper, random: Random) -> Paper | None:
    """A minus before a sum."""
    places = _places(paper, _SUM)
    if not places:
        return None
    at, found = random.choice(places)
    return _put(paper, at, found, f"-{found[0]}")


def negation(paper: Paper, random: Random) -> Paper | None:
    """What is said isn't any more."""
    form, new = _VERB[paper.house.language]
    places = _places(paper, form)
    if not places:
        return None
    at, found = random.choice(places)
    return _put(paper, at, found, found.expand(new))


def _paragraphs(paper: Paper) -> list[int]:
    return [
        at
        for at, block in enumerate(paper.blocks)
        if isinstance(block, str) and len(block.split()) > 11 and 0 < at < len(paper.blocks) - 1
    ]


def _text(paper: Paper, random: Random) -> str:
    """Return sentences that nobody in the dump has written."""
    filler = Filler(paper.house.language, random)
    first, second, third, fourth = (filler.drawn() for _ in range(4))
    return f"{first} {second} {filler.person()} {third.lower()} {filler.amount()} {fourth}"


def added(paper: Paper, random: Random) -> Paper | None:
    """A paragraph that wasn't there."""
    at = random.choice(_paragraphs(paper) or [1])
    return replace(paper, blocks=(*paper.blocks[:at], _text(paper, random), *paper.blocks[at:]))


def removed(paper: Paper, random: Random) -> Paper | None:
    """A paragraph that isn't there any more."""
    there = _paragraphs(paper)
    if not there:
        return None
    at = random.choice(there)
    return replace(paper, blocks=(*paper.blocks[:at], *paper.blocks[at + 1 :]))


def rewritten(paper: Paper, random: Random) -> Paper | None:
    """A paragraph with other words."""
    there = _paragraphs(paper)
    if not there:
        return None
    return paper.edited(random.choice(there), _text(paper, random))


CHANGES: dict[str, Callable[[Paper, Random], Paper | None]] = {
    "number": number, "name": name, "date": day, "iban": iban, "minus": sign, "negation": negation,
    "paragraph added": added, "paragraph removed": removed, "paragraph rewritten": rewritten,
}  # fmt: skip
