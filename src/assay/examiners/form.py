"""What the form of an item says by itself: rebuilt from a container, malformed, or made to deceive a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.words import counted, cut
from assay.message.defects import DEFECTS
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject

_NAMED, _LONGEST = 3, 300
NAME = "form/2"


class Form:
    """Reconstruction and defects."""

    name = "form"
    version = 2
    codes = ("reconstructed", "malformed", "loose-document", "not-examined")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the form says."""
        entry = subject.entry
        if entry.kind is Kind.DOCUMENT:
            summary = "It's a loose file: it stands by itself in the dump, not inside a mail."
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


def _malformed(defects: tuple[str, ...]) -> str:
    said = [DEFECTS.get(code, f"{cut(code, _LONGEST)}.") for code in defects[:_NAMED]]
    more = len(defects) - len(said)
    rest = [f"And {counted(more, 'more defect', 'more defects')}."] if more else []
    return " ".join(["It breaks rules of its format.", *said, *rest])


def not_examined(reason: str) -> Finding:
    """The finding on an item that no examiner gets to see, since looking at it killed a worker."""
    summary = f"It couldn't be examined: looking at it broke off ({cut(reason, _LONGEST)}). Nothing is known of it."
    return Finding("not-examined", NAME, Direction.NEUTRAL, Strength.NONE, summary, (), {"reason": reason})
