"""Genuine mails made to look forged: what is read stays as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redteam.mail import AUTH, Mail, Planted, Pool, drop, line_end

if TYPE_CHECKING:
    from random import Random


def discredited(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Line ends or trailing spaces broken; signatures stripped; a signature in a wrong name added."""
    raw = mail.raw
    if variant == "easy":
        head, body = raw[: mail.message.root.body_span.start], raw[mail.message.root.body_span.start :]
        end = line_end(raw)
        raw = head + body.replace(end, b" " + end) if end in body else raw
    elif variant == "careful":
        raw = drop(raw, AUTH)
    else:
        value = b"v=1; a=rsa-sha256; c=relaxed/relaxed; d=offshore.example; s=x; h=from:subject; bh=" + b"A" * 43
        raw = b"DKIM-Signature: " + value + b"=; b=" + b"B" * 86 + b"==" + line_end(raw) + raw
    return Planted(raw=raw, method="genuine, made to look forged", variant=variant, victim=mail.path, harmless=True)


METHODS = {"genuine, made to look forged": discredited}
