"""What the form of an item says by itself: rebuilt from a container, malformed, or made to deceive a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.words import counted, cut
from assay.message.defects import DEFECTS
from assay.model.entry import INSIDE_OF, Kind
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject

_NAMED, _LONGEST = 3, 300
NAME = "form/4"
_TWICE = {"duplicate-from": "From", "duplicate-date": "Date", "duplicate-subject": "Subject",
          "duplicate-content-type": "Content-Type"}  # fmt: skip
"""Fields that a mail has once (RFC 5322 section 3.6, RFC 2045 section 3) and that change what a reader sees: none of
2,967 genuine mails had two of one of them."""


class Form:
    """Reconstruction and defects."""

    name = "form"
    version = 4
    codes = ("second-header", "reconstructed", "malformed", "loose-document", "not-examined")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the form says."""
        entry = subject.entry
        if entry.kind is Kind.DOCUMENT:
            summary = "It's a loose file: it stands by itself in the dump, not inside a mail."
            if INSIDE_OF in entry.notes:
                summary = "It's a file that lay inside of another file, which a mail carries or which is loose."
            yield Finding("loose-document", NAME, Direction.NEUTRAL, Strength.NONE, summary)
        if entry.reconstructed:
            summary = (
                "Its container keeps no original bytes (Outlook), so it was rebuilt: signatures can't be judged from "
                "it, its transport headers can be read."
            )
            yield Finding("reconstructed", NAME, Direction.NEUTRAL, Strength.NONE, summary)
        if entry.defects:
            summary = _malformed(entry.defects)
            evidence = {"defects": list(entry.defects)}
            yield Finding("malformed", NAME, Direction.NEUTRAL, Strength.NONE, summary, (), evidence)
        if entry.kind is Kind.MESSAGE:
            yield from _twice(entry.defects)


def _twice(defects: tuple[str, ...]) -> Iterator[Finding]:
    """A second From, Date, Subject or Content-Type, signed or not: programs show different ones."""
    for code, name in _TWICE.items():
        if code in defects:
            summary = (
                f"{name} stands there more than once. A mail may have one only, and programs differ in which they "
                "show. A broken gateway adds a second now and then, and so does whoever wants it read."
            )
            basis = f"second:{name.lower()}"
            yield Finding(
                "second-header", NAME, Direction.AGAINST, Strength.MODERATE, summary, (), {"field": name}, basis
            )


def _malformed(defects: tuple[str, ...]) -> str:
    said = [DEFECTS.get(code, f"{cut(code, _LONGEST)}.") for code in defects[:_NAMED]]
    more = len(defects) - len(said)
    rest = [f"And {counted(more, 'more defect', 'more defects')}."] if more else []
    return " ".join(["It breaks rules of its format.", *said, *rest])


def not_examined(reason: str) -> Finding:
    """The finding on an item that no examiner gets to see, since looking at it killed a worker."""
    summary = f"It couldn't be examined: looking at it broke off ({cut(reason, _LONGEST)}). Nothing is known of it."
    return Finding("not-examined", NAME, Direction.NEUTRAL, Strength.NONE, summary, (), {"reason": reason})
