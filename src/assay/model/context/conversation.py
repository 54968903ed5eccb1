"""What the corpus knows of the conversation that a mail is part of; all text is untrusted."""

from __future__ import annotations

import msgspec

from assay.model.context.standing import Standing
from assay.model.corpus import Edit


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """Where a mail stands in its thread. Times are seconds since 1970.

    Attributes:
        parent: the mail that it answers, if that is here and only one is.
        how: what names the parent: `message-id` or `thread-index`.
        standing: what its own signatures say of it.
        parent_standing: the same of the parent.
        latest: the latest time at which it claims to have been written or received; None where it names none.
        parent_earliest: the earliest time at which the parent claims to have been; None where it names none.
        seconds, parent_seconds: Date of both.
        absent: Message-IDs that it answers or refers to and that aren't here, at most 20.
        alien: Message-IDs in its References that no other mail here cites and the parent doesn't know, at most 20.
        children: how many mails here answer it.
        child: the one of them that was there earliest.
        child_standing: what that one's signatures say of it.
        child_latest: the latest time at which that one claims to have been.
        earliest: the earliest time at which this mail claims to have been.
        received, parent_received, child_received: whether a server's time is among those of each.
        later: how many later mails of its thread cite all mails before them but this one; 0 where not all do.
        size: mails of its thread that are here.
    """

    parent: str = ""
    how: str = ""
    standing: Standing = Standing.NONE
    parent_standing: Standing = Standing.NONE
    latest: float | None = None
    parent_earliest: float | None = None
    seconds: float | None = None
    parent_seconds: float | None = None
    absent: tuple[str, ...] = ()
    alien: tuple[str, ...] = ()
    children: int = 0
    child: str = ""
    child_standing: Standing = Standing.NONE
    child_latest: float | None = None
    earliest: float | None = None
    received: bool = False
    parent_received: bool = False
    child_received: bool = False
    later: int = 0
    size: int = 1


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation and the mail that is quoted, seen from one of the two.

    Attributes:
        other: the mail on the other side.
        quoting: whether this one is the one that quotes; else it's the one that is quoted.
        standing: what the signatures of this one say of it.
        other_standing: the same of the other.
        other_sender: the other's From address, lower case.
        other_seconds: its Date.
        link: how the two were brought together: `message-id`, `attribution` (author and time), `words` (rare words), or
            `other-text`: author and time name the mail, and the quotation isn't from it.
        named: whether nothing else can be meant: it's what the quoting mail answers, or author and time are its own.
        depth: how deep the quotation is.
        stranger: whether the sender of the mail that quotes has no part in the dump but this mail.
        author: whether the line above the quotation names the author of the quoted mail: `same`, `other`, or empty
            where it names none.
        clock: the time in that line less the Date of the quoted mail, minutes, as far as no zone explains it; None
            where it names no time.
        subject: whether both have the same topic.
        words: words of the quotation that count.
        own: own words of the quoted mail that count.
        matched: how many of them stand in both, in order.
        whole: whether all that the quoted mail shows is quoted, in all its alternatives: what it quotes itself isn't.
        differences: places inside the quotation where words stand for other words, `here` being this item's.
        loose: places where the two differ and too little around them is the same to say more.
        innocent: how many of the differences a program explains: charsets, masked addresses, hyphens.
        gravity: how much the differences say: `firm` where what surrounds them leaves no room for doubt, `open`, or
            `slight` where people do so without harm (a letter put right, a word left out); empty if there are none.
    """

    other: str
    quoting: bool
    standing: Standing = Standing.NONE
    other_standing: Standing = Standing.NONE
    other_sender: str = ""
    other_seconds: float | None = None
    link: str = "message-id"
    named: bool = False
    depth: int = 1
    stranger: bool = False
    author: str = ""
    clock: int | None = None
    subject: bool = True
    words: int = 0
    own: int = 0
    matched: int = 0
    whole: bool = False
    differences: tuple[Edit, ...] = ()
    loose: int = 0
    innocent: int = 0
    gravity: str = ""

    @property
    def share(self) -> float:
        """The share of the quoted mail's own words that is quoted word for word, 0 to 1."""
        return self.matched / self.own if self.own else 0.0


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that is quoted here and isn't here; all but the items is untrusted.

    Attributes:
        message_id: empty where no mail names it.
        author, address, date, subject: as the lines above the quotations say.
        minutes: the time in them, minutes since 1970 as the wall clock of whoever quotes showed it.
        words: words of the longest quotation.
        shown: its first words.
        proven: whether a mail that quotes it is proven.
        quoted_by: the mails that quote it, at most 20.
        mails: how many do.
    """

    message_id: str
    author: str
    address: str
    date: str
    subject: str
    minutes: int | None
    words: int
    shown: str
    proven: bool
    quoted_by: tuple[str, ...]
    mails: int
