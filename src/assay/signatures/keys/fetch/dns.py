"""Live DNS (RFC 6376 section 3.6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dns.exception
import dns.resolver

from assay.model.errors import KeyFormatError
from assay.model.key import Origin, Provenance
from assay.signatures.keys.fetch.interface import Answer, Found
from assay.signatures.keys.names import normal_name, owner_name
from assay.signatures.keys.record import parse_record

if TYPE_CHECKING:
    from datetime import date


def from_dns(domain: str, selector: str, resolver: dns.resolver.Resolver, today: date) -> Answer:
    """The key records that the DNS has today; never raises on what the DNS says.

    Args:
        domain: d=; untrusted.
        selector: s=; untrusted.
        resolver: who is asked; its `lifetime` bounds the wait.
        today: the date of asking.
    """
    source = f"DNS, by {', '.join(str(server) for server in resolver.nameservers) or 'no server'}"
    try:
        owner = owner_name(normal_name(domain), normal_name(selector))
    except KeyFormatError as error:
        return Answer(domain, selector, source, Found.NOT_ASKED, reason=str(error))
    try:
        answer = resolver.resolve(f"{owner}.", "TXT", search=False)
    except dns.resolver.NXDOMAIN:
        return Answer(domain, selector, source, Found.NO_RECORD, reason="the name isn't in the DNS (NXDOMAIN)")
    except dns.resolver.NoAnswer:
        return Answer(domain, selector, source, Found.NO_RECORD, reason="the name has no TXT record")
    except dns.exception.DNSException as error:
        return Answer(domain, selector, source, Found.NO_ANSWER, reason=f"{type(error).__name__}: {error}")
    provenance = Provenance(Origin.PUBLISHED, source, today.isoformat())
    keys, reasons = [], []
    for record in answer:
        text = b"".join(record.strings).decode("utf-8", "replace")
        try:
            keys.append(parse_record(text, domain, selector, provenance))
        except KeyFormatError as error:
            reasons.append(str(error))
    found = Found.KEY if keys else Found.UNUSABLE
    return Answer(domain, selector, source, found, tuple(keys), "; ".join(reasons))
