"""Finds the innocent change of the signed headers after which a signature holds again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from assay.model.signature import Measured, Repair, Scheme
from assay.signatures.forms import HEADER_FORMS, Forms
from assay.signatures.measure import own_field
from assay.signatures.repair.body import is_list
from assay.signatures.repair.copied import copied_fields
from assay.signatures.repair.footer import classify
from assay.signatures.repair.variants import HEADER_WORDS, variants
from assay.signatures.verify import Opened, holds_ed25519, open_rsa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assay.message import Header
    from assay.model.key import SignerKey

MAX_TRIES = 20_000
"""Combinations tried for one signature."""
_WITH_FOOTER = 2
"""Parts of a multipart that a list made: what was the body, and its footer."""
_ADDED_BY_LISTS = frozenset({"reply-to", "sender", "cc", "list-id", "list-post", "list-unsubscribe", "errors-to"})


class _Variant(msgspec.Struct, frozen=True):
    """One signed header, as it may have been."""

    position: int
    text: bytes
    code: str
    summary: str
    innocent: bool = True


def repair_headers(forms: Forms, measured: Measured, key: SignerKey) -> tuple[Repair, ...]:
    """Looks for the change of one or two signed headers that broke a signature.

    Args:
        forms: the message.
        measured: the signature.
        key: the key that made it.

    Returns:
        The changes undone, with the bytes of the header instances concerned; empty where none explains it.
    """
    holds = _holder(measured, key)
    if holds is None or measured.scheme not in {Scheme.DKIM, Scheme.ARC_MESSAGE}:
        return ()
    headers = forms.message.headers
    own = headers[measured.header.index]
    signed = [headers[instance.index] for instance in measured.signed]
    form = measured.header_canonicalisation
    texts = [forms.header(header, form) for header in signed]
    tail = own_field(forms, own, form)
    wrapped = any(repair.code == "list-wrapping" for repair in measured.body_repairs)
    found = [*(_unwrapped(forms, signed, form) if wrapped else ()), *_all_variants(forms, signed, form)]
    for combination in _combinations(found):
        changed = list(texts)
        for variant in combination:
            changed[variant.position] = variant.text
        if holds(b"".join(changed) + tail):
            return tuple(_repair(signed[variant.position], variant) for variant in combination)
    return _from_copies(forms, own, signed, texts, tail, form, holds)


def _holder(measured: Measured, key: SignerKey) -> Callable[[bytes], bool] | None:
    """A test of signed text: by the digest that the RSA key reveals, else by verifying."""
    algorithm = measured.digest_algorithm

    def digest(text: bytes) -> bytes:
        return hashlib.new(algorithm, text, usedforsecurity=False).digest()

    if key.algorithm == "ed25519":
        return lambda text: holds_ed25519(key, measured.value, digest(text))
    opened = open_rsa(key, measured.value, algorithm)
    if isinstance(opened, Opened):
        return None
    return lambda text: digest(text) == opened


def _all_variants(forms: Forms, signed: list[Header], form: str) -> Iterator[_Variant]:
    for position, header in enumerate(signed):
        known = {forms.header(header, form)}
        for code, field in variants(forms.field(header), header.key):
            text = HEADER_FORMS[form](field)
            if text not in known:
                known.add(text)
                yield _Variant(position, text, code, HEADER_WORDS[code])
        for other in forms.by_name[header.key]:
            text = forms.header(other, form)
            if text not in known:
                known.add(text)
                yield _Variant(position, text, "header-order", "its instances stand in another order than when signed")
        yield _Variant(
            position, b"", "header-added", "it was added after signing", innocent=header.key in _ADDED_BY_LISTS
        )


def _unwrapped(forms: Forms, signed: list[Header], form: str) -> Iterator[_Variant]:
    """The MIME fields of a body that a list wrapped: they stand in the part that it became, and were the mail's own.

    Only where the wrapping shows the part first and a footer below it, as lists make it: fields that are signed say how
    the body is to be shown, and a multipart/alternative would show the other part.
    """
    root = forms.message.root
    inner, footer = root.children[0].headers, root.children[-1]
    data = forms.message.bytes(footer.body_span)
    types = (root.content_type.type, root.content_type.subtype, footer.content_type.type, footer.content_type.subtype)
    if types != ("multipart", "mixed", "text", "plain") or len(root.children) != _WITH_FOOTER:
        return
    if classify(data, is_list=is_list(forms)) not in {"list-footer", "footer"}:
        return
    for position, header in enumerate(signed):
        for other in inner:
            if header.key.startswith("content-") and other.key == header.key:
                text = HEADER_FORMS[form](forms.field(other))
                yield _Variant(position, text, "list-wrapping", "a list wrapped the body and moved it into a part")


def _combinations(found: list[_Variant]) -> Iterator[tuple[_Variant, ...]]:
    """Single changes first, then pairs of headers, up to `MAX_TRIES`."""
    for variant in found:
        yield (variant,)
    left = MAX_TRIES
    for number, first in enumerate(found):
        for second in found[number + 1 :]:
            if first.position != second.position:
                left -= 1
                if left < 0:
                    return
                yield (first, second)


def _repair(header: Header, variant: _Variant) -> Repair:
    summary = f"{header.name}: {variant.summary}; undone, the headers are what was signed"
    return Repair(variant.code, summary, (header.span,), "headers", innocent=variant.innocent)


def _from_copies(
    forms: Forms,
    own: Header,
    signed: list[Header],
    texts: list[bytes],
    tail: bytes,
    form: str,
    holds: Callable[[bytes], bool],
) -> tuple[Repair, ...]:
    """Uses z=, the signer's own copies of the headers (RFC 6376 section 3.5), where it has one."""
    copies = copied_fields(forms.message.bytes(own.value))
    changed: list[tuple[Header, str]] = []
    restored = list(texts)
    for position, header in enumerate(signed):
        for field in copies.get(header.key, ()):
            text = HEADER_FORMS[form](field)
            if HEADER_FORMS["relaxed"](field) != HEADER_FORMS["relaxed"](forms.field(header)):
                changed.append((header, field.partition(b":")[2].strip().decode("utf-8", "replace")))
                restored[position] = text
                break
    if not changed or not holds(b"".join(restored) + tail):
        return ()
    return tuple(
        Repair(
            "header-changed",
            f"{header.name} was changed after signing: it was signed as {original!r}",
            (header.span,),
            "headers",
            innocent=False,
        )
        for header, original in changed
    )
