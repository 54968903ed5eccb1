"""Copies of one mail: they corroborate each other, or one of them isn't what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.examiners.words import counted, quoted
from assay.model.finding import UNDECIDED, Direction, Finding, Strength
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.corpus import Copy, Difference

NAME = "copies/4"
BASIS = "copies"
ALIKE = 0.5
"""Texts less alike than this are different mails under one Message-ID, which careless software makes."""
_SHOWN = 3
_LONGEST_EDIT = 1_000


class Copies:
    """Other mails with the same Message-ID."""

    name = "copies"
    version = 4
    codes = ("copy-agrees", "copy-differs", "copy-shown-otherwise", "copy-of-other-kind")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the copies say."""
        agreeing = [copy for copy in subject.copies if copy.same]
        separate = [copy for copy in agreeing if copy.separate]
        if separate and not subject.entry.reconstructed:
            summary = (
                f"The same mail, word for word, was delivered separately to "
                f"{counted(len(separate), 'other place', 'other places')} in the dump."
            )
            disputed = any(_disputes(copy) for copy in subject.copies)
            if disputed:
                summary += " Another copy reads otherwise, and nothing tells which of them is what was sent."
            strength = Strength.WEAK if disputed else Strength.MODERATE
            in_part = not any(copy.aside for copy in separate)
            if in_part:
                summary += " Where answers go, what it answers or how its parts hang together isn't the same there."
            finding = _finding("copy-agrees", Direction.FOR, strength, summary, separate)
            evidence = {**finding.evidence, "in_part": True}
            yield msgspec.structs.replace(finding, evidence=evidence) if in_part else finding
        proven = any(found is not None and found.sound for found in map(vouch, subject.checked))
        proven = proven or any(copy.vouched for copy in agreeing)
        for copy in subject.copies:
            if copy.difference is not None:
                yield _differing(subject, copy, copy.difference, proven=proven)


def _finding(
    code: str, direction: Direction, strength: Strength, summary: str, copies: list[Copy], basis: str = BASIS
) -> Finding:
    evidence: dict[str, object] = {"copies": [copy.item for copy in copies]}
    if copies[0].difference is not None:
        evidence["edits"] = [
            [edit.here[:_LONGEST_EDIT], edit.there[:_LONGEST_EDIT]] for edit in copies[0].difference.edits
        ]
    return Finding(code, NAME, direction, strength, summary, (), evidence, basis)


def _differing(subject: Subject, copy: Copy, difference: Difference, *, proven: bool) -> Finding:
    name = copy.item[:12]
    better = proven or (copy.balance > 0 and not copy.vouched)
    if difference.edits and copy.same_bytes and not copy.doubtful and not better and not copy.vouched:
        summary = (
            f"Another copy of this mail ({name}) has the same body, byte for byte, and shows other text: their MIME "
            "headers differ, and no signature covers them. Innocent if one of two programs stored them carelessly."
        )
        return _finding("copy-shown-otherwise", Direction.AGAINST, Strength.MODERATE, summary, [copy])
    harmless = _harmless(subject, copy, difference, better=better)
    if harmless:
        return _finding("copy-of-other-kind", Direction.NEUTRAL, Strength.NONE, harmless, [copy])
    return _accusing(subject, copy, difference)


def _harmless(subject: Subject, copy: Copy, difference: Difference, *, better: bool) -> str:
    """Why a copy that isn't the same says nothing against this one; empty where it does."""
    name = copy.item[:12]
    if not difference.edits:
        return f"Another copy of this mail ({name}) has the same words and differs in what isn't text: form, links."
    if difference.footer:
        return f"Another copy ({name}) has the same text and a footer, as mailing lists add them."
    if difference.alike < ALIKE:
        return f"Another mail ({name}) has the same Message-ID and another text altogether."
    if not (better or copy.doubtful or subject.entry.reconstructed):
        return ""
    why = "One of the two was rebuilt, or its own signature doesn't cover what it says."
    if better:
        why = "This one, or one that agrees with it, has the better evidence: a signature or a seal speaks for it."
    return f"Another copy of this mail ({name}) reads otherwise: {_words(difference)}. {why}"


def _accusing(subject: Subject, copy: Copy, difference: Difference) -> Finding:
    name, words = copy.item[:12], _words(difference)
    if copy.vouched:
        summary = f"A signed copy of this mail ({name}), whose signature holds, reads otherwise: {words}."
        gentle = bool(subject.entry.notes.get("list")) or not _substitutes(difference)
        if gentle:
            summary += " Innocent if a program that kept or carried it added or left out what differs."
        strength = Strength.STRONG if gentle else Strength.VERY_STRONG
        return _finding("copy-differs", Direction.AGAINST, strength, summary, [copy])
    summary = f"Another copy of this mail ({name}) reads otherwise: {words}. One of the two isn't what was sent"
    innocent = "; innocent if a list or a gateway rewrote one of them."
    if copy.balance < 0:
        summary += ", and the other has the better evidence"
    elif copy.outnumbered:
        more = "more" if copy.outnumbered < 0 else "fewer"
        summary += f", nothing tells which, and {more} separate deliveries agree with this one"
    else:
        summary += ", and nothing tells which"
    strength = Strength.MODERATE if copy.balance < 0 or copy.outnumbered > 0 else Strength.WEAK
    basis = UNDECIDED if not copy.balance else BASIS
    return _finding("copy-differs", Direction.AGAINST, strength, summary + innocent, [copy], basis)


def _disputes(copy: Copy) -> bool:
    """Whether it's another text of the same mail, and this side has no better evidence."""
    difference = copy.difference
    if difference is None or not difference.edits or difference.footer or difference.alike < ALIKE:
        return False
    return not copy.doubtful and copy.balance <= 0


def _substitutes(difference: Difference) -> bool:
    """Whether words stand in the place of other words, which no program does; files are named in brackets."""
    return any(edit.here and edit.there and "[" not in (edit.here[0], edit.there[0]) for edit in difference.edits)


def _words(difference: Difference) -> str:
    shown = [
        f"{quoted(edit.here)} here, {quoted(edit.there)} there"
        if edit.here and edit.there
        else f"{quoted(edit.here or edit.there)} only {'here' if edit.here else 'there'}"
        for edit in difference.edits[:_SHOWN]
    ]
    more = len(difference.edits) - _SHOWN
    return "; ".join(shown) + (f"; and {counted(more, 'more place', 'more places')}" if more > 0 else "")
