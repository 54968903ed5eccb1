"""What the whole corpus knows of one item: computed once between the passes, handed to the examiners.

All text in it is untrusted. Items are named by the SHA-256 of their bytes, hex.
"""

from __future__ import annotations

import msgspec

from assay.model.context.conversation import Missing, Quotation, Thread
from assay.model.context.files import Burst, Carriage, Carrier, Sign
from assay.model.context.habits import Authorship, Departure, Feature, Toolmarks
from assay.model.context.people import Acquaintance, KeyUse, OddSelector
from assay.model.context.standing import Standing
from assay.model.context.way import Irregular, Punctual, Receipt, Shared

__all__ = [
    "NOTHING",
    "Acquaintance",
    "Authorship",
    "Burst",
    "Carriage",
    "Carrier",
    "Context",
    "Departure",
    "Feature",
    "Irregular",
    "KeyUse",
    "Missing",
    "OddSelector",
    "Punctual",
    "Quotation",
    "Receipt",
    "Shared",
    "Sign",
    "Standing",
    "Thread",
    "Toolmarks",
]


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """All of it.

    Attributes:
        thread: its place in its thread.
        quotations: mails that it quotes or that quote it.
        departures: how it compares with each group that it belongs to.
        shared: mails with which it shares values that honest mails have only once.
        route: what is unusual about its way.
        carried: its files, or itself if it's a loose document.
        sender: who sent it.
        authorship: its style.
        keys: the keys that sign it, or that sign the other mails in whose name it's signed.
        selectors: its selector, where no other mail of the domain has it.
        punctual: how usual it is that Date and delivery lie so far apart, where they do.
        receipt: how other mails fare that the same server sealed at delivery, where this one isn't as it sealed it.
        toolmarks: what made its sender's other mails, where something else made this one.
    """

    thread: Thread | None = None
    quotations: tuple[Quotation, ...] = ()
    departures: tuple[Departure, ...] = ()
    shared: tuple[Shared, ...] = ()
    route: tuple[Irregular, ...] = ()
    carried: tuple[Carriage, ...] = ()
    sender: Acquaintance | None = None
    authorship: Authorship | None = None
    keys: tuple[KeyUse, ...] = ()
    selectors: OddSelector | None = None
    punctual: Punctual | None = None
    receipt: Receipt | None = None
    toolmarks: Toolmarks | None = None


NOTHING = Context()
