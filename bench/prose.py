"""Text for the benchmark's mails: paragraphs and subjects drawn by Zipf's law from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True)
class Texts:
    """Ready-made paragraphs of one language, so that a mail is a few draws."""

    paragraphs: list[str]
    subjects: list[str]
    attribution: str


def languages(random: Random) -> list[Texts]:
    """Return French and English."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return [
        texts(random, data["french"]["words"].split(), "Le {} à 10:12, {} a écrit :"),
        texts(random, data["english"]["words"].split(), "On {} at 10:12, {} wrote:"),
    ]


def texts(random: Random, words: list[str], attribution: str) -> Texts:
    """Make 3,000 paragraphs and 400 subjects by Zipf's law."""
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    paragraphs = []
    for _ in range(3000):
        drawn = random.choices(words, cum_weights=weights, k=random.randint(20, 110))
        sentences = [" ".join(drawn[at : at + 11]).capitalize() for at in range(0, len(drawn), 11)]
        paragraphs.append(re.sub(r"(.{60,76}) ", "\\1\r\n", ". ".join(sentences) + "."))
    subjects = [" ".join(random.choices(words[40:], k=random.randint(2, 7))).capitalize() for _ in range(400)]
    return Texts(paragraphs, subjects, attribution)
