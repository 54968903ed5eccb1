"""Whether a mail is written in its sender's hand; weak by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject

NAME = "style/1"
LEAST = 0.7
"""Decimal logarithm of the ratio from which anything is said: about one genuine mail in sixteen reads as unlike."""
_LANGUAGES = {"en": "English", "fr": "French", "de": "German", "es": "Spanish"}


class Style:
    """The author's own words beside the sender's other mails."""

    name = "style"
    version = 1
    codes = ("style-agrees", "style-differs")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields nothing where there is too little text to compare, or where the comparison is undecided."""
        found = subject.context.authorship
        if found is None or abs(found.ratio) < LEAST:
            return
        alike = found.ratio > 0
        summary = (
            f"Its {found.words:,} own words of {_LANGUAGES.get(found.language, 'text')} are "
            f"{'like' if alike else 'unlike'} the {found.known:,} others of its sender, beside what other senders here "
            f"write. {'A practised forger can imitate that' if alike else _INNOCENT}: weak evidence by rule."
        )
        evidence: dict[str, object] = {
            "words": found.words,
            "known": found.known,
            "log_ratio": found.ratio,
            "language": found.language,
        }
        yield Finding(
            "style-agrees" if alike else "style-differs",
            NAME,
            Direction.FOR if alike else Direction.AGAINST,
            Strength.WEAK,
            summary,
            (),
            evidence,
            "style",
        )


_INNOCENT = "People write otherwise to others, copy text, or let others write"
