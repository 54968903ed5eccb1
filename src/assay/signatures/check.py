"""Checks a measured signature against keys, at the time of the message."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from assay.model.signature import Checked, Measured, Outcome, Scheme
from assay.signatures.verify import Opened, holds_ed25519, open_rsa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.key import SignerKey


OTHER_CONTENT = "this key signed other headers than these"
BY_OTHER_KEY = "another key made the signature, or the signature itself is damaged"
EXPIRED = "it had expired (x=) when the message was written"
_RANK = (Outcome.PASS, Outcome.FAIL, Outcome.INVALID)


def check(
    measured: Measured,
    keys: Sequence[SignerKey],
    *,
    date: float | None = None,
    now: float | None = None,
) -> Checked:
    """Checks one signature.

    Args:
        measured: the signature.
        keys: the keys known under its domain and selector, the strongest first. More than one is tried.
        date: the message's Date, seconds since 1970, used where the signature has no t=.
        now: the time of checking, seconds since 1970; the clock's where absent.

    Returns:
        The best that any of the keys gives. `PASS` with `repairs` says that it holds once these innocent changes are
        undone.
    """
    at = measured.signed_at if measured.signed_at is not None else (None if date is None else int(date))
    expires = measured.expires
    expired_then = expires is not None and at is not None and expires < at
    headers_hold: bool | None = None
    key: SignerKey | None = None
    if measured.error:
        outcome, reason = Outcome.INVALID, measured.error
    elif not keys:
        outcome, reason = Outcome.NO_KEY, f"no key is known for {measured.selector}._domainkey.{measured.domain}"
    else:
        results = [_with_key(measured, candidate) for candidate in keys]
        outcome, headers_hold, reason, key = min(results, key=lambda result: (_RANK.index(result[0]), not result[1]))
        if outcome is Outcome.PASS and expired_then:
            outcome, reason = Outcome.FAIL, EXPIRED
    return Checked(
        measured=measured,
        outcome=outcome,
        key=key,
        reason=reason,
        headers_hold=headers_hold,
        repairs=measured.body_repairs if headers_hold else (),
        judged_at=at,
        expired_then=expired_then,
        expired_now=expires is not None and expires < (time.time() if now is None else now),
    )


def _with_key(measured: Measured, key: SignerKey) -> tuple[Outcome, bool, str, SignerKey]:
    objection = _objection(measured, key)
    if objection:
        return Outcome.INVALID, False, objection, key
    headers_hold, reason = headers_with_key(measured, key)
    if not headers_hold:
        return Outcome.FAIL, False, reason, key
    if measured.body_hash_holds is False:
        if measured.body_repairs and all(repair.innocent for repair in measured.body_repairs):
            return Outcome.PASS, True, "", key
        return Outcome.FAIL, True, "the headers are what was signed, the body isn't", key
    return Outcome.PASS, True, "", key


def headers_with_key(measured: Measured, key: SignerKey) -> tuple[bool, str]:
    """Whether the signature over the headers holds, and why not."""
    if key.algorithm == "ed25519":
        holds = holds_ed25519(key, measured.value, measured.digest)
        return holds, "" if holds else "the key doesn't confirm the signature"
    opened = open_rsa(key, measured.value, measured.digest_algorithm)
    if opened == measured.digest:
        return True, ""
    if opened is Opened.OTHER_KEY:
        return False, BY_OTHER_KEY
    return False, OTHER_CONTENT


def _objection(measured: Measured, key: SignerKey) -> str:
    """Why the key may not be used for this signature (RFC 6376 sections 3.6.1 and 6.1.2); empty where it may."""
    if not key.public:
        return "the key was revoked"
    if key.algorithm != measured.algorithm.partition("-")[0]:
        return f"the key is for {key.algorithm}, the signature is {measured.algorithm}"
    if key.hashes and measured.digest_algorithm not in key.hashes:
        return f"the key isn't for {measured.digest_algorithm}"
    if key.services and not {"*", "email"} & set(key.services):
        return "the key isn't for e-mail"
    local, _, host = measured.identity.rpartition("@")
    if measured.scheme is Scheme.DKIM and "s" in key.flags and host != measured.domain:
        return "the key's record asks that i= is in the very domain of d="
    if key.granularity is not None and key.provenance.origin.value != "recovered":
        return _granularity(measured, key, local)
    return ""


def _granularity(measured: Measured, key: SignerKey, local: str) -> str:
    """g= restricts a key to local parts (RFC 4871 section 3.6.1, in force until 2011; RFC 4870 section 3.2.3)."""
    if measured.scheme is Scheme.DOMAINKEYS:
        local = measured.author.rpartition("@")[0]
    pattern = key.granularity or ""
    if not pattern:
        return "" if measured.scheme is Scheme.DOMAINKEYS else "the key's record has an empty g=, which allows nobody"
    head, star, tail = pattern.partition("*")
    fits = (
        local.startswith(head) and local.endswith(tail) and len(local) >= len(head + tail) if star else local == pattern
    )
    return "" if fits else "the key's record (g=) doesn't allow this local part"
