"""Versions of one document, and what tells their age. All text in them is untrusted."""

from __future__ import annotations

import enum

import msgspec


class Sort(enum.StrEnum):
    """What a group of documents is."""

    VERSIONS = "versions"
    """Versions of one document, or too few to tell that from a form filled in a few times."""
    FORM = "form"
    """Alike, each different in its own way: one form that was filled in many times, or letters of one wording."""


class Source(enum.StrEnum):
    """What says how old a version is, the most trustworthy first."""

    MAIL = "mail"
    """The Date of a mail that carried it and whose verdict vouches for its files: it existed by then."""
    OTHER_MAIL = "other mail"
    """The Date of another mail that carried it, which nothing vouches for."""
    SAVED = "saved"
    """Its metadata: when it was last saved."""
    CREATED = "created"
    """Its metadata: when it was made."""
    PRINTED = "printed"
    """Its metadata: when it was last printed."""
    PACKED = "packed"
    """The latest time of the members of its ZIP file."""
    TAKEN = "taken"
    """When a camera took it."""
    REVISION = "revision"
    """How often it was saved, as its program counts."""
    UPDATES = "updates"
    """How often something was appended to a PDF (ISO 32000-1 section 7.5.6)."""


class Age(msgspec.Struct, frozen=True):
    """One piece of evidence of age.

    Attributes:
        source: what says so.
        seconds: since 1970, for times.
        number: for counts.
        mail: SHA-256 of the mail, for mails.
    """

    source: Source
    seconds: float | None = None
    number: int | None = None
    mail: str = ""


class Version(msgspec.Struct, frozen=True):
    """One of them: one file, by its bytes.

    Attributes:
        sha256: of its bytes, hex.
        item: the item that it is, or that carries it; hex.
        name: its file name there.
        size: in bytes.
        carriers: mails that carry it, the earliest first, at most 20; hex.
        mails: how many they are.
        seconds: where it's placed in time; None where nothing tells.
        by: what it's placed by; None likewise.
        ages: all evidence of its age.
        conflicts: sentences on what of it can't all be true.
    """

    sha256: str
    item: str
    name: str
    size: int
    carriers: tuple[str, ...] = ()
    mails: int = 0
    seconds: float | None = None
    by: Source | None = None
    ages: tuple[Age, ...] = ()
    conflicts: tuple[str, ...] = ()


class Group(msgspec.Struct, frozen=True):
    """Documents that are alike.

    Attributes:
        id: its number in the case; another after judging anew.
        sort: what it is.
        looks: whether they are alike by looks, where there is too little text; else by their words.
        versions: the oldest first, those last of which nothing tells the age. Those of a form have no order.
    """

    id: int
    sort: Sort
    looks: bool
    versions: tuple[Version, ...]
