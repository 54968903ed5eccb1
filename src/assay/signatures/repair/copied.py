"""The copies of header fields that a signer may put into z= (RFC 6376 section 3.5)."""

from __future__ import annotations

from assay.signatures.tags import TagError, dequote, parse_tags


def copied_fields(value: bytes) -> dict[str, tuple[bytes, ...]]:
    """The raw header fields that z= of a DKIM-Signature holds, by lower-case name; empty without z=."""
    try:
        text = parse_tags(value).get("z", b"")
    except TagError:
        return {}
    fields: dict[str, tuple[bytes, ...]] = {}
    for piece in text.split(b"|"):
        name, colon, content = piece.strip().partition(b":")
        if colon:
            key = dequote(name).decode("latin-1").lower()
            fields[key] = (*fields.get(key, ()), dequote(name) + b":" + dequote(content))
    return fields
