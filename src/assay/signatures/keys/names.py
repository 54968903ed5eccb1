"""Names of keys: domains and selectors, their DNS owner names, and the names that share one key.

Names come out of dumps and key files: what isn't a plain DNS name is refused, never repaired.
"""

from __future__ import annotations

import re
from typing import Final

from assay.model.errors import KeyFormatError

MARK: Final = "_domainkey"
"""The label between selector and domain in the DNS (RFC 6376 section 3.6.2.1)."""

_LABELS: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_LONGEST_NAME: Final = 253  # RFC 1035 section 2.3.4, in its text form
_LONGEST_LABEL: Final = 63
_POOLED: Final = re.compile(r"(?:.+\.)?(\d{8}\.gappssmtp\.com)")


def normal_name(text: str) -> str:
    """Lower case, A-labels (RFC 5891), without the final dot.

    Raises:
        KeyFormatError: the text is no DNS name: empty, too long, or with a character that no signer's name has.
    """
    name = text.strip(" \t\r\n").removesuffix(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise KeyFormatError(f"{text[:80]!r} is no domain name: {error}") from error
    if not _LABELS.fullmatch(name):
        raise KeyFormatError(f"{text[:80]!r} is no domain name")
    if len(name) > _LONGEST_NAME or any(len(label) > _LONGEST_LABEL for label in name.split(".")):
        raise KeyFormatError(f"{text[:80]!r} is longer than a domain name may be")
    return name


def split_owner(owner: str) -> tuple[str, str] | None:
    """Domain and selector of a DNS owner name, or None where it's not the name of a key.

    Args:
        owner: as in `20161025._domainkey.gmail.com.`; the selector may have dots of its own.
    """
    before, mark, after = owner.lower().partition(f".{MARK}.")
    return (after.removesuffix("."), before) if mark and before and after.strip(".") else None


def owner_name(domain: str, selector: str) -> str:
    """The DNS name under which a key is published (RFC 6376 section 3.6.2.1)."""
    return f"{selector}.{MARK}.{domain}"


def pool_of(domain: str) -> str:
    """The name under which keys are shared with others, else the domain itself.

    Google signs for Workspace domains without DKIM of their own as `NAME.20150623.gappssmtp.com` (later 20210112
    and 20230601), with one key a selector for all of them: measured on 45 mails of 43 domains.
    """
    found = _POOLED.fullmatch(domain)
    return found[1] if found else domain
