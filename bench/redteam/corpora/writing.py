"""What people write: paragraphs that nobody wrote before, subjects, answers between the lines, forwarded mails."""

from __future__ import annotations

import tomllib
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from assay.demo import quoting
from assay.demo.compose import subject_of

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from assay.demo.compose import Composed
    from assay.demo.people import Person
    from redteam.corpora.society import Figure

_DATA = tomllib.loads(Path(__file__).resolve().parents[2].joinpath("words.toml").read_text("utf-8"))
_WORDS = {"fr": _DATA["french"]["words"].split(), "en": _DATA["english"]["words"].split()}
_WEIGHTS = {name: list(accumulate(1 / (rank + 6) for rank in range(len(words)))) for name, words in _WORDS.items()}
_ENDS = (".", ".", ".", ".", " !", " ?", "...", ".")
_SHORT = {
    "fr": ("Oui.", "D'accord pour moi.", "Merci !", "Bien reçu, merci.", "OK", "Vu, je regarde ce soir.", "+1"),
    "en": ("Yes.", "Fine by me.", "Thanks!", "Got it, thanks.", "OK", "Seen, will look tonight.", "+1"),
}


def sentence(language: str, random: Random) -> str:
    """A sentence of common words, with a number in some."""
    words = random.choices(_WORDS[language], cum_weights=_WEIGHTS[language], k=random.randint(4, 19))
    if random.random() < 0.2:
        words[random.randrange(1, len(words))] = f"{random.randrange(2, 9000)}"
    if len(words) > 9:
        words[6] += ","
    text = " ".join(words)
    end = random.choice(_ENDS)
    return text[0].upper() + text[1:] + (end.strip() if language == "en" else end)


def paragraph(language: str, random: Random) -> str:
    """Some sentences, on one line."""
    return " ".join(sentence(language, random) for _ in range(random.randint(1, 6)))


def subject(language: str, random: Random) -> str:
    """A few words."""
    words = " ".join(random.choices(_WORDS[language][24:], k=random.randint(1, 7)))
    return words[0].upper() + words[1:]


def letter(figure: Figure, random: Random, *, answer: bool = False) -> str:
    """What the person writes this time."""
    language = figure.person.language
    if answer and random.random() < 0.3:
        return random.choice(_SHORT[language])
    count = max(1, figure.length + random.choice((-1, 0, 0, 1)) - answer)
    parts = [figure.greeting, *(paragraph(language, random) for _ in range(count))]
    if random.random() < 0.08:
        parts.insert(1, "\n".join(f"- {sentence(language, random)}" for _ in range(random.randint(2, 5))))
    return "\n\n".join(part for part in (*parts, figure.closing) if part)


def cut(text: str, random: Random) -> str:
    """The beginning of a quoted text, as people leave it."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: random.randint(1, len(paragraphs))]) + random.choice(("", "\n\n[...]", "\n..."))


def between(text: str, figure: Figure, random: Random) -> tuple[str, str]:
    """An answer between the lines: what stays quoted above it, and the answer with the rest quoted inside it."""
    first, *rest = text.split("\n\n")
    pieces = [letter(figure, random, answer=True)]
    for part in rest[:3]:
        if not part.startswith(">") and "-----" not in part:
            pieces += [quoting.quoted(part), sentence(figure.person.language, random)]
    return first, "\n\n".join(pieces)


def forwarded(mail: Composed, by: Person, local: datetime) -> str:
    """A mail as a program puts it inline when it's forwarded; `local` is its time where the forwarder is."""
    draft, french = mail.draft, by.language == "fr"
    author, to = draft.sender, ", ".join(f"{person.name} <{person.address}>" for person in draft.to)
    if by.mailer == "outlook":
        line = "-----Message d'origine-----" if french else "-----Original Message-----"
        names = "; ".join(person.name for person in draft.to)
        return f"{line}\n{quoting.outlook_block(by.language, author, names, subject_of(draft), local)}\n{mail.text}"
    line = "Message transféré" if french else "Forwarded message"
    names = ("De", "Date", "Objet", "À") if french else ("From", "Date", "Subject", "To")
    date = f"{local:%d/%m/%Y %H:%M}" if french else f"{local:%a, %b} {local.day}, {local.year} at {local:%H:%M}"
    values = (f"{author.name} <{author.address}>", date, subject_of(draft), to)
    block = "\n".join(f"{name}{' ' if french else ''}: {value}" for name, value in zip(names, values, strict=True))
    return f"---------- {line} ----------\n{block}\n\n\n{mail.text}"
