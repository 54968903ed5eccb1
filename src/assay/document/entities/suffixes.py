"""Names of hosts: which end as a public suffix does, and their one form."""

from __future__ import annotations

import functools
import ipaddress
import re

from publicsuffixlist import PublicSuffixList

from assay.message.domain import ascii_domain

_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_DOTS = re.compile(r"[\[({](?:\.|dot)[\])}]")

DOT = r"(?:\.|[\[({](?:\.|dot)[\])}])"
"""A dot, or one that was made harmless."""
HOST = re.compile(rf"[\w-]{{1,63}}(?:{DOT}[\w-]{{1,63}}){{0,30}}")
"""A name, in lower case, from its first letter on."""


@functools.lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


def refanged(written: str) -> str:
    """A name in lower case whose dots were put into brackets (`example[.]com`, `example(dot)com`), without them."""
    return _DOTS.sub(".", written) if "[" in written or "(" in written or "{" in written else written


@functools.lru_cache(maxsize=16384)
def host(written: str) -> str:
    """The one form of a host's name: lower case, A-labels; empty where it can't be one (RFC 1123 section 2.1)."""
    name = refanged(written.lower()).rstrip(".")
    if "." not in name or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        return ""
    if not name.rpartition(".")[2][:1].isalpha():
        return ""
    return ascii_domain(name)[0] or ""


@functools.lru_cache(maxsize=16384)
def public(name: str) -> str:
    """The public suffix of a host's name that stands below one (publicsuffix.org); empty where it doesn't."""
    if _suffixes().privatesuffix(name) is None:
        return ""
    return _suffixes().publicsuffix(name) or ""


def registered(name: str) -> str:
    """The domain that somebody registered, one label below the public suffix; empty where there is none."""
    found: str | None = _suffixes().privatesuffix(name) if name else None
    return found or ""


def is_address(written: str) -> bool:
    """Whether it is an IPv4 address, or an IPv6 one in brackets (RFC 3986 section 3.2.2)."""
    try:
        ipaddress.ip_address(written[1:-1] if written.startswith("[") else written)
    except ValueError:
        return False
    return True
