"""Domain names: which are one organisation's, and how a signer's domain relates to From."""

from __future__ import annotations

import functools
import re

from publicsuffixlist import PublicSuffixList

from assay.model.signature import Alignment

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\Z")
_HOSTED = re.compile(r"(?P<customer>[a-z0-9-]+)\.(?:\d{8})\.gappssmtp\.com\Z")
_MAX_DOMAIN = 253


@functools.lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=True)


def to_ascii(domain: str) -> str:
    """Lower case with A-labels; internationalised names may stand as they are in d= and s= (RFC 8616)."""
    domain = domain.lower().rstrip(".")
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def is_domain(domain: str) -> bool:
    """Whether it can be a domain name or a selector: letters, digits, hyphens, underscores and dots."""
    return len(domain) <= _MAX_DOMAIN and bool(_DOMAIN.match(domain))


@functools.lru_cache(maxsize=65536)
def organisational(domain: str) -> str:
    """The organisational domain: one label below the public suffix (RFC 7489 section 3.2).

    A public suffix itself, or a name without one, is its own.
    """
    return _suffixes().privatesuffix(domain) or domain


@functools.lru_cache(maxsize=65536)
def align(signer: str, author: str) -> Alignment:
    """How the signer's domain relates to the author's (RFC 7489 section 3.1.1).

    Args:
        signer: d= of the signature, as `to_ascii` gives it.
        author: domain of the only From address, likewise; empty where From doesn't name exactly one.
    """
    if not signer or not author:
        return Alignment.NONE
    if signer == author:
        return Alignment.STRICT
    if organisational(signer) == organisational(author):
        return Alignment.RELAXED
    hosted = _HOSTED.match(signer)
    if hosted and hosted["customer"] == author.replace(".", "-"):
        return Alignment.HOSTED
    return Alignment.NONE
