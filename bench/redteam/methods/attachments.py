"""Attachments edited or swapped."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from assay.message import parse
from assay.message.decode import part_bytes
from redteam.mail import AUTH, Mail, Planted, Pool, drop, line_end

if TYPE_CHECKING:
    from random import Random


def edited(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Easy: bytes changed under the signature; careful: after stripping it; expert: another mail's file swapped in."""
    raw = mail.raw if variant == "easy" else drop(mail.raw, AUTH)
    message = parse(raw)
    files = [part for part in message.parts() if part.is_attachment and part.encoding == "base64" and not part.children]
    if not files or (variant == "easy" and not mail.signed):
        return None
    part = files[0]
    data = bytearray(part_bytes(message, part).data)
    if len(data) < 100:
        return None
    if variant == "expert":
        others = [
            part_bytes(one.message, leaf).data
            for one in pool.mails
            if one is not mail
            for leaf in one.message.parts()
            if leaf.is_attachment and leaf.content_type.media == part.content_type.media
        ]
        if not others:
            return None
        data = bytearray(random.choice(others))
    else:
        at = len(data) // 2
        data[at : at + 8] = b"Bahamas!"
    end = line_end(raw)
    encoded = end.join(base64.encodebytes(bytes(data)).splitlines()) + end
    span = part.body_span
    changed = raw[: span.start] + encoded + raw[span.end :]
    if changed == mail.raw:
        return None
    return Planted(raw=changed, method="attachment edited", variant=variant, victim=mail.path)


METHODS = {"attachment edited": edited}
