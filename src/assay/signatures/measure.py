"""Measures every signature of a message: what it covers, and what a key would have to confirm. No key is needed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.model.signature import Measured, Scheme
from assay.signatures.canonical import domainkeys_input
from assay.signatures.coverage import Coverage, complete, cover
from assay.signatures.domains import align, to_ascii
from assay.signatures.doubts import reading_doubt
from assay.signatures.field import (
    ALGORITHMS,
    SignatureField,
    read_arc_message,
    read_arc_seal,
    read_dkim,
    read_domainkeys,
)
from assay.signatures.forms import HEADER_FORMS, Forms, instance_of
from assay.signatures.repair.body import is_list, repair_body
from assay.signatures.repair.footer import FOOTERS, classify
from assay.signatures.structure import SIGNED, fit
from assay.signatures.tags import TagError, blank_signature, instance_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.message import Header, Message

_READERS: dict[str, tuple[Scheme, Callable[[bytes], SignatureField]]] = {
    "dkim-signature": (Scheme.DKIM, read_dkim),
    "domainkey-signature": (Scheme.DOMAINKEYS, read_domainkeys),
    "arc-message-signature": (Scheme.ARC_MESSAGE, read_arc_message),
    "arc-seal": (Scheme.ARC_SEAL, read_arc_seal),
}
MAX_SIGNATURES = 100
"""Signatures measured per message; an ARC chain may have 50 sets (RFC 8617 section 4.2.1)."""
_ARC_ORDER = ("arc-authentication-results", "arc-message-signature", "arc-seal")


def measure(message: Message) -> tuple[Measured, ...]:
    """Measures the signatures of a message, in the order of its headers, at most `MAX_SIGNATURES`."""
    headers = [header for header in message.headers if header.key in _READERS]
    if not headers:
        return ()
    measurer = _Measurer(message)
    return tuple(measurer.measure(header) for header in headers[:MAX_SIGNATURES])


class _Measurer:
    """Measures the signatures of one message, sharing what they share."""

    def __init__(self, message: Message) -> None:
        self.forms = Forms(message)
        self._structures: dict[int | None, str] = {}
        self._doubts: dict[int | None, str] = {}

    def measure(self, header: Header) -> Measured:
        scheme, read = _READERS[header.key]
        try:
            field = read(self.forms.message.bytes(header.value))
        except TagError as error:
            number = instance_number(self.forms.message.bytes(header.value)) or 0
            instance = number if scheme in {Scheme.ARC_MESSAGE, Scheme.ARC_SEAL} else 0
            return Measured(scheme=scheme, header=instance_of(header), arc_instance=instance, error=str(error))
        if scheme is Scheme.ARC_SEAL:
            return self._seal(header, field)
        if scheme is Scheme.DOMAINKEYS:
            return self._domainkeys(header, field)
        return self._signature(scheme, header, field)

    def _signature(self, scheme: Scheme, header: Header, field: SignatureField) -> Measured:
        forms = self.forms
        algorithm = ALGORITHMS[field.algorithm]
        coverage = cover(forms, field.names)
        canonical = forms.canonical_body(field.body_canonicalisation)
        too_long = field.length is not None and field.length > len(canonical)
        limit = len(canonical) if field.length is None else min(field.length, len(canonical))
        holds = not too_long and field.body_hash == forms.body_digest(
            field.body_canonicalisation, algorithm, field.length
        )
        repairs = () if holds else repair_body(forms, field, algorithm)
        signed = len(canonical) if repairs else limit
        span = forms.body_span(field.body_canonicalisation, signed)
        cut = next((repair.spans[0].start for repair in repairs if repair.code in FOOTERS), None)
        end = span.end if signed < len(canonical) else cut
        return replace(
            self._common(scheme, header, field, coverage, end),
            body_hash_holds=holds,
            body_repairs=repairs,
            body_signed=signed,
            body_total=len(canonical),
            body_span=span,
            beyond=classify(forms.message.raw[span.end :], is_list=is_list(forms)) if signed < len(canonical) else "",
            digest=header_digest(forms, header, coverage.signed, field.header_canonicalisation, algorithm),
            digest_algorithm=algorithm,
        )

    def _domainkeys(self, header: Header, field: SignatureField) -> Measured:
        forms = self.forms
        below = [other for other in forms.message.headers if other.index > header.index]
        sender = next((other for other in forms.message.headers if other.key == "sender"), None)
        responsible = forms.author(sender) or forms.author(forms.message.first("from"))
        host = to_ascii(responsible.rpartition("@")[2])
        if host != field.domain and not host.endswith(f".{field.domain}"):
            error = "d= isn't the domain of Sender or From"
            return Measured(scheme=Scheme.DOMAINKEYS, header=instance_of(header), error=error)
        signed = tuple(other for other in below if not field.names or other.key in field.names)
        if field.names:
            signed = tuple(sorted(signed, key=lambda other: field.names.index(other.key)))
        text = domainkeys_input((forms.field(other) for other in signed), forms.body, field.body_canonicalisation)
        total = len(forms.canonical_body(field.body_canonicalisation))
        return replace(
            self._common(Scheme.DOMAINKEYS, header, field, complete(forms, signed)),
            author=responsible,
            body_signed=total,
            body_total=total,
            body_span=forms.message.root.body_span,
            digest=hashlib.sha1(text, usedforsecurity=False).digest(),
            digest_algorithm="sha1",
        )

    def _seal(self, header: Header, field: SignatureField) -> Measured:
        forms = self.forms
        sets = arc_sets(forms)
        signed = tuple(
            other
            for instance in range(1, field.instance + 1)
            for name in _ARC_ORDER
            for other in sets.get((instance, name), ())[:1]
            if other.index != header.index
        )
        algorithm = ALGORITHMS[field.algorithm]
        return Measured(
            scheme=Scheme.ARC_SEAL,
            header=instance_of(header),
            arc_instance=field.instance,
            arc_chain=field.chain,
            domain=field.domain,
            selector=field.selector,
            algorithm=field.algorithm,
            header_canonicalisation="relaxed",
            signed_at=field.signed_at,
            signed=tuple(map(instance_of, signed)),
            digest=header_digest(forms, header, signed, "relaxed", algorithm),
            digest_algorithm=algorithm,
            value=field.value,
        )

    def _common(
        self, scheme: Scheme, header: Header, field: SignatureField, coverage: Coverage, end: int | None = None
    ) -> Measured:
        covered = {other.key for other in coverage.signed}
        mime_signed = not any(other.key.startswith("content-t") for other in coverage.uncovered)
        author = next((other for other in coverage.signed if other.key == "from"), self.forms.message.first("from"))
        address = self.forms.author(author)
        structure = SIGNED if mime_signed and "content-type" in covered else self._fit(end)
        return Measured(
            scheme=scheme,
            header=instance_of(header),
            arc_instance=field.instance,
            author=address,
            domain=field.domain,
            selector=field.selector,
            algorithm=field.algorithm,
            identity=field.identity,
            header_canonicalisation=field.header_canonicalisation,
            body_canonicalisation=field.body_canonicalisation,
            signed_at=field.signed_at,
            expires=field.expires,
            signed=tuple(map(instance_of, coverage.signed)),
            absent=coverage.absent,
            uncovered=tuple(map(instance_of, coverage.uncovered)),
            duplicates=tuple(map(instance_of, coverage.duplicates)),
            content_type_signed="content-type" in covered,
            structure=structure,
            doubt="" if structure == SIGNED else self._doubt(end),
            alignment=align(field.domain, to_ascii(address.rpartition("@")[2])),
            value=field.value,
        )

    def _fit(self, end: int | None) -> str:
        known = self._structures.get(end)
        if known is None:
            known = self._structures[end] = fit(self.forms.message, end)
        return known

    def _doubt(self, end: int | None) -> str:
        known = self._doubts.get(end)
        if known is None:
            known = self._doubts[end] = reading_doubt(self.forms.message, end)
        return known


def header_digest(forms: Forms, header: Header, signed: tuple[Header, ...], form: str, algorithm: str) -> bytes:
    """Hash of the canonical signed headers and of the signature's own field without b= (RFC 6376 section 3.7)."""
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for other in signed:
        digest.update(forms.header(other, form))
    digest.update(own_field(forms, header, form))
    return digest.digest()


def own_field(forms: Forms, header: Header, form: str) -> bytes:
    """The signature's own canonical field, without the value of b= and without the last CRLF."""
    return HEADER_FORMS[form](blank_signature(forms.field(header))).removesuffix(b"\r\n")


def arc_sets(forms: Forms) -> dict[tuple[int, str], list[Header]]:
    """The ARC header fields by instance and name."""
    sets: dict[tuple[int, str], list[Header]] = {}
    for name in _ARC_ORDER:
        for header in forms.by_name.get(name, ()):
            instance = instance_number(forms.message.bytes(header.value))
            if instance is not None:
                sets.setdefault((instance, name), []).append(header)
    return sets
