"""Changes to a mail that has no signature, or has it no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from assay.message import parse
from redteam.mail import AUTH, Mail, Planted, Pool, drop, edited_everywhere, edited_once, moved

if TYPE_CHECKING:
    from random import Random

DKIM = frozenset({"dkim-signature"})


def _bare(mail: Mail, variant: str) -> bytes:
    return drop(mail.raw, DKIM if variant == "easy" else AUTH)


def altered(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """The signature stripped, then a word or amount altered; the expert leaves the recorded results of a like mail."""
    raw = _bare(mail, variant)
    edited = edited_once(raw, random) if variant == "easy" else edited_everywhere(raw, random)
    if edited is None or not mail.signed:
        return None
    if variant == "expert":
        edited = _borrowed(pool, mail, edited)
    return Planted(raw=edited, method="stripped and altered", variant=variant, victim=mail.path)


def _borrowed(pool: Pool, mail: Mail, raw: bytes) -> bytes:
    """What servers record of an unsigned mail of the corpus, put where it stands there."""
    for other in pool.mails:
        result = other.message.first("authentication-results")
        if not other.signed and result is not None:
            at = parse(raw).headers[0]
            for header in parse(raw).headers:
                if header.key in {"received", "return-path", "delivered-to", "x-received"}:
                    at = header
                else:
                    break
            field = other.raw[result.start : result.end].replace(
                other.about.from_address.encode(), mail.about.from_address.encode()
            )
            return raw[: at.end] + field + raw[at.end :]
    return raw


def dated(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Back- or post-dated by weeks: Date alone, with the servers' times, or with those inside of identifiers too."""
    delta = timedelta(days=random.choice((-90, -35, 35, 90)))
    raw = moved(drop(mail.raw, AUTH), delta, clocks=variant != "easy", hidden=variant == "expert")
    return Planted(raw=raw, method="back- or post-dated", variant=variant, victim=mail.path)


def crossed(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """The body of one mail under the headers of another; careful: of the same sender; expert: unsigned ones."""
    others = pool.same_sender(mail) if variant != "easy" else list(pool.mails)
    others = [one for one in others if len(one.about.text.split()) > 20 and one.about.text != mail.about.text]
    if not others:
        return None
    other = random.choice(others)
    raw = mail.raw if variant == "easy" else drop(mail.raw, AUTH)
    body = other.raw[other.message.root.body_span.start :]
    kept = [header for header in other.message.headers if header.key.startswith("content-")]
    shown = b"".join(other.raw[header.start : header.end] for header in kept)
    raw = drop(raw, frozenset({"content-type", "content-transfer-encoding"}))
    start = parse(raw).root.separator.start
    end = parse(raw).root.separator.end
    return Planted(
        raw=raw[:start] + shown + raw[start:end] + body, method="body of another mail", variant=variant,
        victim=mail.path,
    )  # fmt: skip


METHODS = {"stripped and altered": altered, "back- or post-dated": dated, "body of another mail": crossed}
