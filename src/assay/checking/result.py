"""What checking a document comes to."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


class Outcome(enum.StrEnum):
    """The answer."""

    IDENTICAL = "identical"
    """It's in the dump: the same bytes, or the same after changes that alter nothing a reader reads."""
    ALTERED = "altered"
    """It's in the dump with other words."""
    COMPOSED = "composed"
    """Its parts come from several items."""
    ABSENT = "not in the dump"
    """Nothing in what could be read is it."""
    UNREADABLE = "unreadable"
    """No text could be read in it, so that nothing can be said."""


class Change(msgspec.Struct, frozen=True):
    """One place where what circulates differs from what is in the dump; untrusted.

    Attributes:
        kind: `amount`, `account`, `date`, `reference`, `number`, `address`, `name`, `field`, `file`, `words`,
            `left out`, `added`.
        dump: the words in the dump.
        here: the words in what circulates.
        before, after: a few words around it.
    """

    kind: str
    dump: str
    here: str
    before: str = ""
    after: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """An item of the dump, or a file that it carries, that is like what circulates.

    Attributes:
        item: SHA-256, hex; of the mail that carries it where it's an attachment.
        file: SHA-256 of the file itself, hex; empty where it's a mail's own text.
        source: path inside the dump; untrusted.
        name: file name or subject; untrusted.
        page: the page it's on, 0 where there are none.
        verdict: of the item.
        in_part: whether that holds for a part only.
        share: how much of what circulates is in it, 0 to 1.
        whole: whether what circulates is all of it, or a piece.
        ocr: whether its words in the dump were read out of a picture.
    """

    item: str
    file: str
    source: str
    name: str
    page: int
    verdict: str
    in_part: bool
    share: float
    whole: bool
    ocr: bool = False


def answer(results: Sequence[Result]) -> Any:
    """What programs are told: of one document the result, of several an object with all `results`."""
    rows = [msgspec.to_builtins(one) for one in results]
    return rows[0] if len(rows) == 1 else {"results": rows}


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The answer with its reasons.

    Attributes:
        file: what was checked, as it was named.
        outcome: the answer.
        how: in one sentence for people.
        found: the items it is, or is made of, or is closest to; the best first.
        changes: how it differs from the first of them: numbers first.
        same_form: whether it isn't in the dump, and the first of them is on the same form.
        unsure: what keeps a "not" from being sure, or an answer from being exact.
        words: how many words were read in it.
        ocr: whether they were read out of a picture.
        seconds: how long it took.
    """

    file: str
    outcome: Outcome
    how: str
    found: tuple[Candidate, ...] = ()
    changes: tuple[Change, ...] = ()
    same_form: bool = False
    unsure: tuple[str, ...] = ()
    words: int = 0
    ocr: bool = False
    seconds: float = 0.0
