"""Values that are made once and stand in two mails: one header was cloned from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.words import cut, listed
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.context import Shared
    from assay.model.place import Span

NAME = "reuse/1"
_SHOWN = 3
_WIDTH = 80
_NAMES = {
    "queue-id": "a server's queue number",
    "x-received": "a number of Google's servers",
    "dkim-b": "a DKIM signature",
    "google-dkim-b": "a signature of Google's",
    "arc-b": "a receiver's seal",
    "boundary": "the line that parts its pieces",
    "thread-index": "the index of its thread",
}
_WHY = {
    "proven": "That one is better vouched for by its signatures",
    "body hash": "The signature both carry fits the text of that one only",
    "clock": "The time inside what both carry fits the Date of that one only",
}


class Reuse:
    """Mails that share what no two honest mails share."""

    name = "reuse"
    version = 1
    codes = ("values-of-other-mail", "values-shared", "values-shared-innocently")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields one finding for each kind: the most telling of the other mails, and how many more there are."""
        shared = subject.context.shared
        groups = (
            [one for one in shared if not one.excuse and one.suspicion == "this"],
            [one for one in shared if not one.excuse and not one.suspicion],
            [one for one in shared if one.excuse or one.suspicion == "other"],
        )
        for make, group in zip((_cloned, _open, _innocent), groups, strict=True):
            if group:
                yield make(subject, group)


def _what(one: Shared) -> str:
    names = [_NAMES.get(name, f"the field {cut(name, _WIDTH)}") for name in one.tokens]
    more = len(names) - _SHOWN
    return listed([*names[:_SHOWN], f"{more} more"] if more > 0 else names)


def _finding(
    subject: Subject, code: str, direction: Direction, strength: Strength, summary: str, group: list[Shared]
) -> Finding:
    evidence = {
        "others": [one.other for one in group],
        "values": [cut(value, _WIDTH) for value in group[0].values],
        "why": group[0].why,
    }
    return Finding(code, NAME, direction, strength, summary, _spans(subject, group[0]), evidence, "reuse")


def _spans(subject: Subject, one: Shared) -> tuple[Span, ...]:
    traits = subject.entry.traits
    if traits is None:
        return ()
    values = set(one.values)
    written = (
        (f"{token.name}: {token.maker} {token.value}" if token.maker else f"{token.name}: {token.value}", token.span)
        for token in traits.tokens
    )
    return tuple(dict.fromkeys(span for value, span in written if value in values))


def _cloned(subject: Subject, group: list[Shared]) -> Finding:
    one = group[0]
    if not one.transport:
        strength = Strength.MODERATE if one.why == "proven" else Strength.WEAK
    elif one.why == "proven":
        strength = Strength.STRONG
    else:
        strength = Strength.MODERATELY_STRONG
    summary = (
        f"It carries what software makes for one mail only and what also stands in another mail ({one.other[:12]}): "
        f"{_what(one)}. {_WHY[one.why]}, so this header was taken from there. Innocent if a program resent that mail "
        "under a new Message-ID or an export mixed the two up."
    )
    return _finding(subject, "values-of-other-mail", Direction.AGAINST, strength, summary, group)


def _open(subject: Subject, group: list[Shared]) -> Finding:
    one = group[0]
    summary = (
        f"It and another mail ({one.other[:12]}) share what software makes for one mail only: {_what(one)}. One of the "
        "two is the original and the other was made out of it; which one, this can't tell. Innocent if a program sent "
        "one mail twice under two Message-IDs."
    )
    return _finding(subject, "values-shared", Direction.AGAINST, Strength.WEAK, summary, group)


def _innocent(subject: Subject, group: list[Shared]) -> Finding:
    one = group[0]
    why = one.excuse or "that one, not this one, was made out of the other"
    summary = f"It shares {_what(one)} with another mail ({one.other[:12]}): {why}."
    return _finding(subject, "values-shared-innocently", Direction.NEUTRAL, Strength.NONE, summary, group)
