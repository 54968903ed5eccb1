"""What a made document says, so that a test knows what must be found in it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime

_SYLLABLES = ["ba", "ren", "kol", "mi", "tas", "vé", "lou", "gra", "ne", "pö", "sti", "cha", "dru", "èl", "or", "wim"]
_CYRILLIC = [
    "\u0431\u0430",
    "\u0440\u0435\u043d",
    "\u043a\u043e\u043b",
    "\u043c\u0438",
    "\u0442\u0430\u0441",
    "\u0432\u0435",
]
_CYRILLIC += [
    "\u043b\u0443",
    "\u0433\u0440\u0430",
    "\u043d\u0435",
    "\u0441\u0442\u0438",
    "\u0447\u0430",
    "\u0434\u0440\u0443",
]


@dataclass(frozen=True)
class Story:
    """Paragraphs of words that occur nowhere else, and the metadata to go with them."""

    paragraphs: tuple[str, ...]
    title: str
    author: str
    by: str
    company: str
    created: datetime
    modified: datetime

    @property
    def words(self) -> list[str]:
        return [word for paragraph in self.paragraphs for word in paragraph.split()]


@dataclass(frozen=True)
class Made:
    """A document and what reading it must give."""

    name: str
    kind: str
    data: bytes
    words: list[str]
    facts: dict[str, str] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)


def story(seed: int, *, latin: bool = False, cyrillic: bool = False, sentences: int = 0) -> Story:
    rng = random.Random(seed)

    def word() -> str:
        pool = _CYRILLIC if cyrillic or (not latin and rng.random() < 0.2) else _SYLLABLES
        return "".join(rng.choices(pool, k=rng.randint(2, 5)))

    def sentence(count: int) -> str:
        return " ".join(word() for _ in range(count)).capitalize()

    said = [sentence(rng.randint(5, 25)) for _ in range(sentences or rng.randint(3, 12))]
    paragraphs = (*said, f"{rng.randint(1000, 9999)} euros")
    names = [f"{word().capitalize()} {word().capitalize()}" for _ in range(3)]
    day = (2017, rng.randint(1, 12), rng.randint(1, 28))
    created = datetime(*day, rng.randint(0, 23), rng.randint(0, 59), 7, tzinfo=UTC)
    modified = created.replace(year=2018)
    return Story(paragraphs, sentence(4), names[0], names[1], names[2], created, modified)


def iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
