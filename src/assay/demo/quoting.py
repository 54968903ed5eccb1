"""How mailers quote the mail that is answered: attribution lines and Outlook's block, in French and English."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from assay.demo.people import Person

WIDTH = 74
_DAYS_FR = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_MONTHS_FR = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_SHORT_FR = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_LONG_DAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def attribution(mailer: str, language: str, author: Person, when: datetime) -> str:
    """Return the line that a mailer puts above a quotation."""
    address = f"{author.name} <{author.address}>"
    month = _SHORT_FR[when.month - 1]
    if language == "fr":
        if mailer == "gmail":
            return f"Le {_DAYS_FR[when.weekday()]} {when.day} {month} {when.year} à {when:%H:%M}, {address} a écrit :"
        if mailer == "apple":
            return f"Le {when.day} {month} {when.year} à {when:%H:%M}, {address} a écrit :"
        return f"Le {when:%d/%m/%Y} à {when:%H:%M}, {author.name} a écrit :"
    if mailer == "gmail":
        return f"On {when:%a, %b} {when.day}, {when.year} at {_clock(when)}, {address} wrote:"
    if mailer == "apple":
        return f"On {when.day} {when:%b %Y}, at {when:%H:%M}, {address} wrote:"
    return f"On {when:%d/%m/%Y} {when:%H:%M}, {author.name} wrote:"


def outlook_block(language: str, author: Person, to: str, subject: str, when: datetime) -> str:
    """Return the block that Outlook puts above the mail that is answered."""
    if language == "fr":
        sent = f"{_LONG_DAYS_FR[when.weekday()]} {when.day} {_MONTHS_FR[when.month - 1]} {when.year} {when:%H:%M}"
        return f"De : {author.name} [mailto:{author.address}]\nEnvoyé : {sent}\nÀ : {to}\nObjet : {subject}\n"
    sent = f"{when:%A}, {when.day} {when:%B %Y %H:%M}"
    return f"From: {author.name} [mailto:{author.address}]\nSent: {sent}\nTo: {to}\nSubject: {subject}\n"


def quoted(text: str) -> str:
    """Return the text with `> ` before each line, and `>` before lines that are quoted already."""
    lines = [f">{line}" if line.startswith(">") or not line else f"> {line}" for line in text.split("\n")]
    return "\n".join(lines)


def wrapped(text: str) -> str:
    """Break lines as mailers do; what is quoted, short, or looks like a MIME line stays."""
    lines = []
    for line in text.split("\n"):
        keep = len(line) <= WIDTH or line.startswith((">", "--", "Content-"))
        lines += [line] if keep else textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)


def _clock(when: datetime) -> str:
    """Return the time of day as Americans write it."""
    return f"{when.hour % 12 or 12}:{when:%M %p}"
