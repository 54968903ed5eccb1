"""Whether what the delivering server wrote on top of a mail agrees with itself and with the mail below it.

A server writes its Received field, Received-SPF, Authentication-Results and Return-Path out of one delivery. Who
changes the mail afterwards, or puts a block together from parts of several, has to change all of them alike.
"""

from __future__ import annotations

import base64
import ipaddress
from typing import TYPE_CHECKING

import msgspec

from assay.message.traits.trace import delivering
from assay.model.place import Span
from assay.model.signature import Measured, Scheme
from assay.signatures.domains import organisational, to_ascii

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assay.model.entry import Entry
    from assay.model.traits import Claim, Hop, Traits

RESULTS, ARC, SPF = "authentication-results", "arc-authentication-results", "received-spf"
_PREFIX = 8
"""Characters of b= that header.b has at least (RFC 6008 section 3)."""
_ENOUGH = 60
"""Bytes of a signature that are encoded to compare them with header.b."""


class Check(msgspec.Struct, frozen=True):
    """One comparison.

    Attributes:
        name: `client`, `envelope`, `author`, `signature`, `unrecorded` or `body`.
        here, recorded: what differs, as the mail has it and as the server recorded it; both empty where they agree.
        span: the server's field.
    """

    name: str
    here: str
    recorded: str
    span: Span

    @property
    def holds(self) -> bool:
        """Whether both sides agree."""
        return not (self.here or self.recorded)


def believed(traits: Traits, hop: Hop, custodians: Collection[str]) -> list[Claim]:
    """The results of the delivering server, told by place and name, and those of the custodians' own servers.

    Args:
        traits: of the mail.
        hop: the delivering one.
        custodians: domains, lower case.
    """
    room = {name: traits.trace.count(name) for name in (RESULTS, ARC, SPF)}
    spans: dict[str, list[Span]] = {name: [] for name in room}
    found: list[Claim] = []
    for claim in traits.claims:
        known = spans[claim.field]
        if claim.span not in known:
            known.append(claim.span)
        on_top = known.index(claim.span) < room[claim.field]
        if (on_top and same_server(claim.host, hop.by)) or organisational(claim.host) in custodians:
            found.append(claim)
    return found


def same_server(host: str, by: str) -> bool:
    """Whether a name in results is that of the server in Received: equal, or of one organisation, or left out."""
    return not host or host == by or organisational(host) == organisational(by)


def accord(entry: Entry, custodians: Collection[str]) -> list[Check]:
    """Makes all comparisons that can be made; what two fields of the server say alike counts once.

    Args:
        entry: a message, with `traits`, `signatures` and `from_address`.
        custodians: domains, lower case.
    """
    found: dict[tuple[str, str, str], Check] = {}
    for check in _checks(entry, custodians):
        found.setdefault((check.name, check.here, check.recorded), check)
    return list(found.values())


def _checks(entry: Entry, custodians: Collection[str]) -> Iterator[Check]:
    hop = delivering(entry.traits.hops) if entry.traits is not None else None
    if hop is None or entry.traits is None or entry.reconstructed:
        return
    claims = believed(entry.traits, hop, custodians)
    sender = next((address for field, _, address in entry.traits.names if field == "return-path"), "")
    for claim in claims:
        if claim.method == "spf":
            yield from _envelope(claim, hop, sender)
        elif claim.method == "dmarc" and claim.properties.get("header.from") and "@" in entry.from_address:
            author = to_ascii(entry.from_address.rpartition("@")[2])
            recorded = to_ascii(claim.properties["header.from"].rpartition("@")[2])
            same = organisational(author) == organisational(recorded)
            yield _check("author", author, author if same else recorded, claim.span)
    yield from _signatures(entry, [claim for claim in claims if claim.field != SPF])


def _check(name: str, here: str, recorded: str, span: Span) -> Check:
    return Check(name, "", "", span) if here == recorded else Check(name, here, recorded, span)


def _envelope(claim: Claim, hop: Hop, sender: str) -> Iterator[Check]:
    address = claim.properties.get("client-ip", "")
    if address and hop.address:
        yield _check("client", _address(hop.address), _address(address), claim.span)
    recorded = claim.properties.get("smtp.mailfrom", "") or claim.properties.get("envelope-from", "")
    recorded = recorded.strip("<>\"'").lower()
    if recorded and sender:
        here = sender if "@" in recorded else sender.rpartition("@")[2]
        yield _check("envelope", here, recorded, claim.span)


def _address(written: str) -> str:
    if ":" not in written:
        return written
    try:
        return str(ipaddress.ip_address(written))
    except ValueError:
        return written


def _signatures(entry: Entry, claims: list[Claim]) -> Iterator[Check]:
    """Compares the results of DKIM, a receiver's seal's among them, with the signatures that the mail carries."""
    here = [one for one in entry.signatures if one.scheme is Scheme.DKIM]
    results = [claim for claim in claims if claim.method == "dkim" and claim.result in {"pass", "fail"}]
    for claim in results:
        if not any(claim.properties.get(name) for name in ("header.d", "header.i", "header.b")):
            continue
        matching = [one for one in here if _is_of(one, claim)]
        if matching:
            yield Check("signature", "", "", claim.span)
        elif not any(one.error or not one.value for one in here):
            listed = ", ".join(sorted({one.domain for one in here})) or "no signature"
            yield Check("signature", listed, _name(claim), claim.span)
        if claim.result == "pass" and len(matching) == 1 and matching[0].body_hash_holds is not None:
            yield from _body(matching[0], claim)
    if claims and here and not any(one.error for one in here):
        told = any(claim.method == "dkim" and claim.result != "none" for claim in claims)
        yield Check("unrecorded", "" if told else here[0].domain, "" if told else "no signature", claims[0].span)


def _body(one: Measured, claim: Claim) -> Iterator[Check]:
    if one.body_hash_holds:
        yield Check("body", "", "", claim.span)
    elif not any(repair.innocent for repair in one.body_repairs):
        yield Check("body", f"another body than {one.domain} signed", "that body", claim.span)


def _name(claim: Claim) -> str:
    told = claim.properties
    signer = told.get("header.d") or told.get("header.i", "").lstrip("@")
    return f"a signature {told['header.b']} of {signer}" if told.get("header.b") else f"a signature of {signer}"


def _is_of(one: Measured, claim: Claim) -> bool:
    """Whether a result is about a signature: by the start of its value where that's told, else by its domain."""
    mark = claim.properties.get("header.b", "").rstrip("=")
    if len(mark) >= _PREFIX:
        return base64.b64encode(one.value[:_ENOUGH]).decode("ascii").startswith(mark[:_ENOUGH])
    told = to_ascii((claim.properties.get("header.d") or claim.properties.get("header.i", "")).rpartition("@")[2])
    return not told or told == one.domain.lower() or told.endswith("." + one.domain.lower())
