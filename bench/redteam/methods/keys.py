"""Mails that a forger signs himself."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import TYPE_CHECKING

from assay.demo.keys import rsa_key
from assay.message import parse
from assay.signatures.domains import organisational
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
    """A domain that looks like another, and that a stranger can register: a name below it is its owner's to give."""
    domain = organisational(domain)
    name, dot, ending = domain.partition(".")
    for old, new in (("l", "1"), ("o", "0"), ("m", "rn"), ("i", "l"), ("a", "e")):
        if old in name:
            return name.replace(old, new, 1) + dot + ending
    return "my-" + domain


def cousin(domain: str, random: Random) -> str:
    """A domain that sounds like another's, in one of the ways in which intruders name theirs."""
    domain = organisational(domain)
    name, dot, ending = domain.partition(".")
    middle = len(name) // 2
    forms = (
        *(lookalike(domain), f"mail-{domain}", f"{name}-team.{ending}", f"{domain}.secure-host.example"),
        *(f"{name[:middle]}{name[middle:][:1]}{name[middle:]}.{ending}", f"{name[:middle]}-{name[middle:]}.{ending}"),
        *(f"{name}.{'net' if ending == 'org' else 'org'}", f"{name[:-2]}{name[-1:]}{name[-2:-1]}.{ending}"),
    )
    return random.choice([form for form in forms if form != domain and "-." not in form]) if dot else forms[0]


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
    """Signed by the forger's domain: a stranger's; one that looks alike; any such, with the sender's name and ids."""
    raw = _invented(mail, random, variant)
    if raw is None:
        return None
    local, _, domain = mail.about.from_address.partition("@")
    true = domain
    domain = {"easy": "offshore.example", "careful": lookalike(true), "expert": cousin(true, random)}[variant]
    if variant == "expert":
        raw = _renamed(raw, domain)
    header = parse(raw).first("From")
    name = raw[header.colon : header.stop].rpartition(b"<")[0].strip() if header and variant == "expert" else b""
    raw = replace_field(raw, "From", (name + f" <{local}@{domain}>".encode("ascii", "replace")).strip())
    raw = sign_dkim(raw, domain, LOOKALIKE_SELECTOR, forger_key())
    return Planted(raw=raw, method=OWN_DOMAIN, variant=variant, honest=variant == "easy")


def _renamed(raw: bytes, domain: str) -> bytes:
    """With the fields that the sender's program and server write in the name of another domain."""
    for name in ("Message-ID", "Return-Path"):
        header = parse(raw).first(name)
        local, at, _ = raw[header.colon : header.stop].partition(b"@") if header is not None else (b"", b"", b"")
        if at:
            raw = replace_field(raw, name, local.strip() + b"@" + domain.encode("ascii", "replace") + b">")
    return raw


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
