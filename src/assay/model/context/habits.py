"""How a mail compares with what its sender, its software and its server usually do; all text is untrusted."""

from __future__ import annotations

import msgspec


class Feature(msgspec.Struct, frozen=True):
    """One feature in which a mail departs from its group.

    Attributes:
        name: the feature.
        value: what it is here.
        usual: what it mostly is in the group.
        seen: how many other mails of the group, from other hands, have the value.
        of: how many mails of the group have the feature.
    """

    name: str
    value: str
    usual: str
    seen: int
    of: int


class Departure(msgspec.Struct, frozen=True):
    """How a mail compares with the habits of one group that it belongs to.

    Attributes:
        kind: what makes the group: `sender`, `software`, `receiver`.
        group: its name.
        size: mails in it besides this one; 0 where there are too few to learn from.
        features: those in which it departs, the rarest first, at most six; empty if it conforms.
        score: decimal logarithm of how rare those are in the group, families multiplied; 0 if it conforms.
        units: other senders in a group of kind `software`, other mails in one of kind `sender`.
        families: families of features in which it departs.
        alike: other mails of the group that depart in the same way.
        outside: other units of the group that depart in other ways.
        expected: how many of those alike a signature would vouch for, were they as their senders' other mails; none is.
    """

    kind: str
    group: str
    size: int
    features: tuple[Feature, ...] = ()
    score: float = 0.0
    units: int = 0
    families: int = 0
    alike: int = 0
    outside: int = 0
    expected: float = 0.0


class Authorship(msgspec.Struct, frozen=True):
    """How the own words of a mail compare with what its sender wrote elsewhere.

    Attributes:
        words: of this mail.
        known: of the sender's other mails.
        ratio: decimal logarithm of the likelihood ratio, capped; above 0 speaks for the sender.
        language: `fr`, `en`, … or empty.
    """

    words: int
    known: int
    ratio: float
    language: str


class Toolmarks(msgspec.Struct, frozen=True, kw_only=True):
    """What made a mail, beside what made its sender's other mails.

    Attributes:
        clock: the clock, read when the mail was made, that lies long after Date where no server wrote anything; else
            empty.
        clock_alike: other mails of the sender that have that clock at all.
        mails: other mails of the sender.
        program_mails: others that name the same program and have another identifier than this one, where none has the
            same; 0 where that isn't so.
        program_usual: the form that identifiers mostly have there.
        house: whether those are the organisation's mails, since the sender has too few.
    """

    clock: str = ""
    clock_alike: int = 0
    mails: int = 0
    program_mails: int = 0
    program_usual: str = ""
    house: bool = False
