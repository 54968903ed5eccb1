"""Quotations as witnesses: what a later mail quotes was there, and it read as it's quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.model.context import Standing
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.context import Quotation

NAME = "quotes/3"
ENOUGH = 20
"""Words from which on a quotation is more than a phrase."""
MOSTLY, PARTLY = 0.8, 0.3
"""Shares of a mail's own words that are quoted."""
FITS, EXACT = 0.9, 0.98
"""Shares of a quotation's words that stand in the quoted mail."""
RECEIPT = 15
"""Minutes by which programs name the time of receipt rather than the Date."""
DATED = 2 * 24 * 60
"""Minutes from which on neither a zone nor a slow queue explains another time."""
_SHOWN, _WIDTH = 3, 80
_GRAVE = frozenset({"firm", "open"})


class Quotes:
    """What quotes the mail, and what it quotes."""

    name = "quotes"
    version = 3
    codes = (
        *("quoted-word-for-word", "quoted-differently", "quoted-with-other-date", "quoted-with-other-text"),
        *("quotes-differently", "quotes-a-mail"),
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what quotations say for and against the mail."""
        quoted = [one for one in subject.context.quotations if not one.quoting]
        quoting = [one for one in subject.context.quotations if one.quoting]
        yield from _agreeing(quoted)
        for one in quoted:
            if one.gravity:
                yield _differs(one, rebuilt=subject.entry.reconstructed)
            elif _dated(one):
                yield _other_date(one)
            elif one.link == "other-text" and one.depth == 1:
                yield _other_text(one)
        for one in quoting:
            if one.gravity in _GRAVE:
                yield _quotes_differently(one)
        yield from _quoting(quoting)


def _agreeing(quoted: list[Quotation]) -> Iterator[Finding]:
    """The best of the quotations that vouch for the mail; one finding, for they hang on one text."""
    clean = [one for one in quoted if _fits(one) and not one.differences]
    if not clean:
        return
    disputed = any(one.gravity in _GRAVE and one.other_standing is not Standing.NONE for one in quoted)
    best = max(clean, key=lambda one: (_for(one), one.whole, one.matched, one.other))
    strength = Strength.WEAK if disputed else _STRENGTHS[_for(best)]
    if strength is Strength.NONE:
        return
    whole = best.whole and best.subject and best.clock is not None
    how = "word for word" if whole else f"word for word, {best.matched} of {best.own} words of it"
    who = {
        Standing.PROVEN: "whose signature holds",
        Standing.RECEIVED: "whose signature or seal holds by a key recovered from the dump",
        Standing.NONE: "which nothing vouches for either",
    }[best.other_standing]
    summary = f"A later mail ({best.other[:12]}), {who}, quotes this one {how}."
    if best.stranger:
        summary += " Its sender has no other part in the dump, so that anybody may have sent it for this."
    left = "The recipients aren't" if whole else "What isn't quoted, the files and the recipients among it, isn't"
    summary += f" {left} vouched for."
    yield _finding("quoted-word-for-word", Direction.FOR, strength, summary, best, in_part=True)


_STRENGTHS = (Strength.NONE, Strength.WEAK, Strength.MODERATE, Strength.MODERATELY_STRONG)


def _for(one: Quotation) -> int:
    """How strongly a quotation without differences vouches, as an index of `_STRENGTHS`."""
    if one.other_standing is Standing.NONE:
        return 1 if one.matched >= ENOUGH and one.share >= MOSTLY and not one.stranger else 0
    if one.stranger or one.loose or one.matched < ENOUGH:
        return 1
    if one.share >= MOSTLY:
        return 3 if one.other_standing is Standing.PROVEN else 2
    return 2 if one.share >= PARTLY and one.other_standing is Standing.PROVEN else 1


def _fits(one: Quotation) -> bool:
    """Whether the quotation is one of this mail and says nothing else of who wrote it and when."""
    timely = one.clock is None or abs(one.clock) <= RECEIPT
    return one.named and timely and one.author != "other" and one.link != "other-text" and one.matched > 0


def _dated(one: Quotation) -> bool:
    return (
        one.clock is not None
        and abs(one.clock) > DATED
        and one.link == "message-id"
        and one.named
        and one.author == "same"
        and one.matched >= max(ENOUGH, EXACT * one.words)
        and one.share >= PARTLY
    )


def _differs(one: Quotation, *, rebuilt: bool) -> Finding:
    direction, strength = Direction.NEUTRAL, Strength.NONE
    close = one.matched >= max(ENOUGH, FITS * one.words)
    if one.named and close and not rebuilt and one.standing < one.other_standing:
        direction, strength = Direction.AGAINST, _weight(one)
    elif one.named and close and one.gravity == "firm" and one.standing is one.other_standing is Standing.NONE:
        direction, strength = Direction.AGAINST, Strength.WEAK
    who = "whose signature holds" if one.other_standing is Standing.PROVEN else "which isn't proven"
    summary = f"A mail that quotes this one ({one.other[:12]}), {who}, has other words in it: {_words(one)}."
    if strength is not Strength.VERY_STRONG:
        summary += (
            " Innocent if whoever quoted it put something right, translated or blacked it out, or had another version."
        )
    return _finding("quoted-differently", direction, strength, summary, one)


def _weight(one: Quotation) -> Strength:
    """How much a difference speaks against the quoted mail, whose standing is the weaker."""
    if one.gravity == "slight" or one.standing is not Standing.NONE:
        return Strength.WEAK
    if one.other_standing is Standing.RECEIVED:
        return Strength.MODERATE if one.gravity == "firm" else Strength.WEAK
    sure = one.gravity == "firm" and not one.stranger and not one.loose and one.clock in {None, 0}
    return Strength.VERY_STRONG if sure else Strength.MODERATE


def _quotes_differently(one: Quotation) -> Finding:
    direction, strength = Direction.NEUTRAL, Strength.NONE
    close = one.named and one.matched >= max(ENOUGH, FITS * one.words)
    if close and one.gravity == "firm" and one.standing is Standing.NONE:
        direction = Direction.AGAINST
        strength = Strength.MODERATE if one.other_standing is Standing.PROVEN else Strength.WEAK
    who = "whose signature holds" if one.other_standing is Standing.PROVEN else "which isn't proven"
    summary = (
        f"It quotes another mail ({one.other[:12]}), {who}, with other words: {_words(one)}. "
        "Innocent if its author put something right, translated or blacked it out in what is quoted."
    )
    return _finding("quotes-differently", direction, strength, summary, one)


def _other_date(one: Quotation) -> Finding:
    days = abs(one.clock or 0) // (24 * 60)
    direction, strength = Direction.NEUTRAL, Strength.NONE
    if one.standing < one.other_standing:
        direction = Direction.AGAINST
        strength = Strength.MODERATE if one.other_standing is Standing.PROVEN and not one.stranger else Strength.WEAK
    way = "later" if (one.clock or 0) > 0 else "earlier"
    summary = (
        f"The mail that answers and quotes this one ({one.other[:12]}) says that it was written {days} days {way} than "
        "its Date. Innocent if it was sent twice, or its sender's clock was wrong and the reader's program names when "
        "it was received."
    )
    return _finding("quoted-with-other-date", direction, strength, summary, one)


def _other_text(one: Quotation) -> Finding:
    direction, strength = Direction.NEUTRAL, Strength.NONE
    if one.standing is Standing.NONE and one.other_standing is not Standing.NONE:
        direction = Direction.AGAINST
        proven = one.other_standing is Standing.PROVEN and not one.stranger
        strength = Strength.MODERATE if proven and one.matched < PARTLY * one.words else Strength.WEAK
    summary = (
        f"Another mail ({one.other[:12]}) quotes {one.words} words of what the author of this one wrote at this very "
        f"time, and this mail hasn't them. Innocent if its text is in a file or couldn't be read, or two mails were "
        "written within the minute."
    )
    return _finding("quoted-with-other-text", direction, strength, summary, one)


def _quoting(quoting: list[Quotation]) -> Iterator[Finding]:
    """What the mail quotes, which vouches for nothing: whoever has the quoted mail can quote it."""
    clean = [one for one in quoting if one.named and one.gravity not in _GRAVE and one.link != "other-text"]
    if clean:
        best = max(clean, key=lambda one: (one.matched, one.other))
        summary = f"It quotes {best.matched} words of another mail in the dump ({best.other[:12]})."
        yield _finding("quotes-a-mail", Direction.NEUTRAL, Strength.NONE, summary, best)


def _words(one: Quotation) -> str:
    shown = [
        f"“{edit.here[:_WIDTH]}” here, “{edit.there[:_WIDTH]}” there"
        if edit.here and edit.there
        else f"“{(edit.here or edit.there)[:_WIDTH]}” only {'here' if edit.here else 'there'}"
        for edit in one.differences[:_SHOWN]
    ]
    more = len(one.differences) - _SHOWN
    return "; ".join(shown) + (f"; and {more} more places" if more > 0 else "")


def _finding(
    code: str, direction: Direction, strength: Strength, summary: str, one: Quotation, *, in_part: bool = False
) -> Finding:
    evidence: dict[str, object] = {
        "other": one.other,
        "other_standing": one.other_standing.name.lower(),
        "link": one.link,
        "words": one.words,
        "own": one.own,
        "matched": one.matched,
        "clock": one.clock,
    }
    if one.differences:
        evidence["edits"] = [[edit.here, edit.there] for edit in one.differences]
    if in_part:
        evidence["in_part"] = True
    return Finding(code, NAME, direction, strength, summary, (), evidence, f"quote:{one.other}")
