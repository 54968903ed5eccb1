"""What asking for a key gives."""

from __future__ import annotations

import enum

import msgspec

from assay.model.key import SignerKey


class Found(enum.StrEnum):
    """What came of asking."""

    KEY = "key"
    NO_RECORD = "no record"
    """The source says that there is none (the DNS: NXDOMAIN or no TXT)."""
    UNUSABLE = "unusable"
    """There is a record, and it's no key."""
    NO_ANSWER = "no answer"
    """The source couldn't be asked: time-out, failure, refusal. Says nothing about the key."""
    NOT_ASKED = "not asked"
    """The name is none."""


class Answer(msgspec.Struct, frozen=True):
    """What one source says of one name.

    Attributes:
        domain: d=; untrusted.
        selector: s=; untrusted.
        source: the source, in words.
        found: what came of it.
        keys: what was found.
        reason: why not, in words; may quote untrusted text.
    """

    domain: str
    selector: str
    source: str
    found: Found
    keys: tuple[SignerKey, ...] = ()
    reason: str = ""
