"""Mails that a forger signs himself."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import TYPE_CHECKING

from assay.demo.keys import rsa_key
from assay.message import parse
from assay.signatures.signing import PrivateKey, sign_dkim
from redteam.mail import AUTH, Mail, Planted, Pool, drop, fresh, moved, replace_field, text_parts, with_part
from redteam.methods.invented import TEXTS

if TYPE_CHECKING:
    from random import Random

LOOKALIKE_SELECTOR = "mail"
OWN_DOMAIN = "signed by the forger's domain"


@functools.cache
def forger_key() -> PrivateKey:
    """The forger's own key."""
    return rsa_key("red team", 1024)


def lookalike(domain: str) -> str:
    """A domain that looks like another."""
    for old, new in (("l", "1"), ("o", "0"), ("m", "rn"), ("i", "l"), ("a", "e")):
        if old in domain.partition(".")[0]:
            return domain.replace(old, new, 1)
    return "my-" + domain


def _invented(mail: Mail, random: Random, variant: str) -> bytes | None:
    raw = drop(mail.raw, AUTH)
    parts = text_parts(parse(raw))
    if not parts:
        return None
    for part in reversed(parts):
        raw = with_part(parse(raw), part, random.choice(TEXTS) + "\n")
    expert = variant == "expert"
    raw = fresh(raw, random, fields=True, shaped=expert)
    raw = moved(raw, timedelta(days=3, minutes=random.randrange(900)), clocks=True, hidden=expert)
    return raw if b"\r\n" in raw[:2000] else raw.replace(b"\n", b"\r\n")


def own_domain(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Signed by the forger's domain: a stranger's; one that looks alike; that one with the sender's name as shown."""
    raw = _invented(mail, random, variant)
    if raw is None:
        return None
    local, _, domain = mail.about.from_address.partition("@")
    domain = "offshore.example" if variant == "easy" else lookalike(domain)
    name = mail.about.from_text.partition("<")[0].strip() if variant == "expert" else ""
    raw = replace_field(raw, "From", f"{name} <{local}@{domain}>".strip().encode("ascii", "replace"))
    raw = sign_dkim(raw, domain, LOOKALIKE_SELECTOR, forger_key())
    return Planted(raw=raw, method=OWN_DOMAIN, variant=variant, honest=variant == "easy")


def own_key(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Signed with the forger's key under the sender's domain and selector."""
    signature = mail.message.first("dkim-signature")
    raw = _invented(mail, random, variant)
    if raw is None or signature is None:
        return None
    value = mail.raw[signature.colon : signature.stop]
    tags = dict(tag.strip().split(b"=", 1) for tag in value.split(b";") if b"=" in tag)
    domain, selector = tags[b"d"].decode().strip(), tags[b"s"].decode().strip()
    if variant == "easy":
        selector = "default"
    stamp = int(mail.when.timestamp()) + 86_400 * 3 if variant == "expert" else None
    raw = sign_dkim(raw, domain, selector, forger_key(), timestamp=stamp)
    return Planted(raw=raw, method="forger's key under the victim's name", variant=variant)


METHODS = {OWN_DOMAIN: own_domain, "forger's key under the victim's name": own_key}
