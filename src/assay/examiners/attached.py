"""A document that is no mail is vouched for by the mails that carry the same bytes, once those are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.carried import NAME
from assay.examiners.words import counted, day
from assay.model.finding import Direction, Finding, Strength
from assay.model.verdict import Verdict
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.context import Carrier
    from assay.model.signature import Checked
    from assay.model.verdict import Judgement

MOST = 20
"""Mails that are named."""
_GOOD = frozenset({Verdict.AUTHENTICATED, Verdict.CORROBORATED})


def covers_files(judgement: Judgement, checked: Sequence[Checked]) -> bool:
    """Whether what vouches for a mail vouches for its files as well.

    A mail that is vouched for as a whole, does. One that is in part does if a signature covers its whole body and only
    header fields are left open; a quotation, or a signature over the beginning of the body, says nothing of its files.
    """
    if judgement.verdict not in _GOOD:
        return False
    if not judgement.in_part:
        return True
    known = (vouch(one) for one in checked if not one.measured.arc_instance)
    return any(one.aligned and not (one.beyond or one.added or one.misfit or one.doubt) for one in known if one)


def attached(sha256: str, carriers: Sequence[Carrier]) -> Finding | None:
    """What the mails that carry a document say for it.

    Args:
        sha256: of the document.
        carriers: the mails that carry it and that `covers_files`.

    Returns:
        The finding; None where there are no such mails.
    """
    if not carriers:
        return None
    proven = [one for one in carriers if one.verdict == Verdict.AUTHENTICATED]
    named = sorted(proven or carriers, key=lambda one: (one.date is None, one.date or 0.0, one.item))
    first = named[0]
    when = f" of {day(first.date)}" if first.date is not None else ""
    what = "an authenticated mail" if proven else "a corroborated mail"
    several = f"{counted(len(named), 'mail', 'mails')} that are {first.verdict}, the first"
    which = what if len(named) == 1 else several
    how = "lies in a file that is attached to" if all(one.inside for one in named) else "is attached to"
    rest = "it existed and was sent then, whoever wrote it." if proven else (
        "if that mail is what it seems, the file existed and was sent then, whoever wrote it."
    )  # fmt: skip
    summary = f"This file, byte for byte, {how} {which}{when} ({first.item[:12]}): {rest}"
    evidence: dict[str, object] = {
        "file": sha256,
        "mails": [one.item for one in named[:MOST]],
        "verdict": str(first.verdict),
        "date": first.date,
    }
    return Finding(
        "document-carried",
        NAME,
        Direction.FOR,
        Strength.MODERATELY_STRONG,
        summary,
        (),
        evidence,
        f"carried:{sha256}",
    )
