"""Finds the innocent change of a body after which its hash holds again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from assay.model.place import Span
from assay.model.signature import Repair
from assay.signatures.forms import BODY_FORMS, raw_length
from assay.signatures.repair.footer import classify, cut_points
from assay.signatures.repair.transforms import Transformed, transforms

if TYPE_CHECKING:
    from assay.signatures.field import SignatureField
    from assay.signatures.forms import Forms

MAX_BODY = 8 * 1024 * 1024
"""Bodies above this are hashed as they are only, bytes."""
MAX_PREFIX_BODY = 2 * 1024 * 1024
"""Bodies above this aren't searched for a cut, bytes."""
MAX_BANNER_LINES = 12
"""Lines that a gateway may have put on top."""


def repair_body(forms: Forms, field: SignatureField, algorithm: str) -> tuple[Repair, ...]:
    """Looks for the change that broke a body hash.

    Every transformation of `transforms` is tried as it is, then with text cut off at its end (a list's footer), then
    with lines cut off at its top (a gateway's banner).

    Args:
        forms: the message.
        field: the signature, with the body hash that is wanted.
        algorithm: of the hash.

    Returns:
        The changes undone, outermost first, with their bytes in the message as it is; empty where none explains it.
        A cut whose bytes don't look like a footer is `appended-text` and not innocent: the signer didn't write it.
    """
    if len(forms.body) > MAX_BODY:
        return ()
    wanted = field.body_hash
    for candidate in transforms(forms):
        canonical = BODY_FORMS[field.body_canonicalisation](candidate.body)
        if _digest(canonical[: field.length], algorithm) == wanted:
            return (*candidate.repairs, *_beyond(forms, candidate, canonical, field))
        if field.length is None and len(canonical) <= MAX_PREFIX_BODY:
            cut = _cut(candidate, canonical, field, algorithm)
            if cut is not None:
                return (*candidate.repairs, _cut_repair(forms, candidate, cut))
    return _banner(forms, field, algorithm)


def is_list(forms: Forms) -> bool:
    """Whether the message carries the header fields of a mailing list (RFC 2369, RFC 2919)."""
    return any(name in forms.by_name for name in ("list-id", "list-post", "list-unsubscribe", "x-mailman-version"))


def _digest(body: bytes, algorithm: str) -> bytes:
    return hashlib.new(algorithm, body, usedforsecurity=False).digest()


def _beyond(forms: Forms, candidate: Transformed, canonical: bytes, field: SignatureField) -> tuple[Repair, ...]:
    """What lies below the bytes that l= counts, once the body is as it was signed: l= counts those, not today's."""
    if field.length is None or field.length >= len(canonical):
        return ()
    return (_cut_repair(forms, candidate, raw_length(candidate.body, field.body_canonicalisation, field.length)),)


def _cut(candidate: Transformed, canonical: bytes, field: SignatureField, algorithm: str) -> int | None:
    """The length of the raw prefix of the candidate that the signature covers."""
    for length in cut_points(canonical, algorithm, field.body_hash):
        return raw_length(candidate.body, field.body_canonicalisation, length)
    return None


def _cut_repair(forms: Forms, candidate: Transformed, cut: int) -> Repair:
    appended = candidate.body[cut:]
    code = classify(appended, is_list=is_list(forms))
    start = forms.body_start + candidate.offset + cut
    end = min(start + len(appended), len(forms.message.raw)) if candidate.in_place else len(forms.message.raw)
    words = {
        "list-footer": "a mailing list's footer was added after signing",
        "footer": "a footer was added after signing",
        "blank-lines": "blank lines were added after signing",
        "appended-text": "text was added after signing, and it doesn't look like a footer",
    }
    summary = f"{words[code]}: without its {len(appended)} bytes the body is what was signed"
    return Repair(code, summary, (Span(min(start, end), end),), "body", innocent=code != "appended-text")


def _banner(forms: Forms, field: SignatureField, algorithm: str) -> tuple[Repair, ...]:
    if len(forms.body) > MAX_PREFIX_BODY:
        return ()
    position = 0
    for _ in range(MAX_BANNER_LINES):
        end = forms.body.find(b"\n", position)
        if end < 0:
            break
        position = end + 1
        canonical = BODY_FORMS[field.body_canonicalisation](forms.body[position:])
        if _digest(canonical[: field.length], algorithm) == field.body_hash:
            span = Span(forms.body_start, forms.body_start + position)
            summary = f"text was put on top after signing: without its {position} bytes the body is what was signed"
            return (Repair("prepended-text", summary, (span,), "body", innocent=False),)
    return ()
