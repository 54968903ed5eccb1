"""Who somebody is, as a mail itself says: in the block that signs it, or in an address field."""

from __future__ import annotations

import msgspec


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """The block at the end of a mail that says who wrote it. Anybody may have typed it: it proves nothing.

    Attributes:
        name: of the person; untrusted, as all of this.
        title: what the person is there.
        organisation: where.
        phones: as in E.164.
        emails: addresses, in lower case.
        address: the lines of a postal address.
    """

    name: str = ""
    title: str = ""
    organisation: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: tuple[str, ...] = ()


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who a mailbox of an address field says it is.

    Attributes:
        name: given name first, capitals as in a sentence; untrusted.
        address: as `local@domain`, in lower case.
        organisation: what the display name says behind the person's name; empty where it says nothing.
        domain: the one below the public suffix; empty for providers whose customers share it.
    """

    name: str
    address: str
    organisation: str = ""
    domain: str = ""
