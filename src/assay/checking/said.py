"""Answers in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.checking.result import Candidate, Change

_MOST = 4
_OTHER = {
    "amount": "another amount",
    "account": "another account",
    "date": "another date",
    "reference": "another reference",
    "number": "another number",
    "address": "another address",
    "name": "another name",
    "field": "another header",
    "file": "another file",
    "words": "other words",
    "left out": "words left out",
    "added": "words added",
}
_SENTENCES = {
    "bytes": "It's in the dump, byte for byte: {where}.",
    "same mail": "It's the mail {where}: text, author, date, subject and files are the same, the bytes aren't.",
    "resaved": "Its file “{name}” has the text of the one in the dump and other bytes: what isn't text isn't compared.",
    "altered mail": "It has the Message-ID of the mail {where}, and says something else.",
    "same text": "Its text is that of {where}, word for word; case, accents, wrapping and form aren't compared.",
    "excerpt": "It's a piece of {where}, word for word.",
    "altered": "It's {where}, with {changes}: {share} of its words are the same.",
    "composed": "Its words come from {count} items of the dump; most of them from {where}.",
    "same picture": "It looks like {where}, saved again.",
    "picture": "No picture in the dump is it.",
    "not in the dump": "It isn't in what could be read of the dump.",
    "nothing read": "No text could be read in it{reason}, and its bytes aren't in the dump.",
    "same form": (
        "It isn't in what could be read of the dump. On the same form is {where}, with {changes}. Another document on "
        "that form would look like this; so would that one with its particulars exchanged, which texts can't tell."
    ),
    "other fields": (
        "Its text is that of the mail {where}, word for word, and its header says something else: that mail with "
        "another header, or the same text sent as another mail."
    ),
    "version": "Another version of a document differs as an altered one does: only the dump's is compared.",
    "moved": "What stands elsewhere in it was compared, and not where: “{name}”.",
    "margins": "What programs print at the edge of pages wasn't compared: “{name}”.",
    "few words": "It has {count} words only: so few may stand in many texts.",
    "ocr": "Its words were read out of a picture: compare what differs with your own eyes.",
    "ocr there": "In the dump its words were read out of a picture, by OCR, which misreads: look at that picture.",
    "looks": "Pictures are compared by their looks: a small change inside isn't seen. Compare them with your own eyes.",
}


def said(
    what: str,
    candidate: Candidate | None = None,
    *,
    count: int = 0,
    reason: str = "",
    name: str = "",
    changes: Sequence[Change] = (),
) -> str:
    """The sentence for a case.

    Args:
        what: which.
        candidate: the item that it names.
        count: of items, or of words.
        reason: why nothing could be read.
        name: what is quoted; untrusted.
        changes: how it differs.
    """
    where, share = "", ""
    if candidate is not None:
        page = f", page {candidate.page}" if candidate.page else ""
        kind = f"the file “{candidate.name}” of " if candidate.file else ""
        where = f"{kind}{candidate.item[:12]} ({candidate.source}{page})"
        share = f"{candidate.share if candidate.share == 1 else min(candidate.share, 0.99):.0%}"
    reason = f" ({reason})" if reason else ""
    text = _SENTENCES[what].format(
        where=where, share=share, count=count, reason=reason, name=name, changes=_listed(changes)
    )
    if what == "not in the dump" and candidate is not None and candidate.share:
        text += f" Closest is {where}, with {share} of its words."
    return text


def _listed(changes: Sequence[Change]) -> str:
    """What is another one, the most telling first."""
    kinds = list(dict.fromkeys(_OTHER[one.kind] for one in changes))
    if len(kinds) > _MOST:
        kinds = [*kinds[: _MOST - 1], "more"]
    return " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1]))) if kinds else "other words"
