"""The marks that each mailer leaves: forms of Message-ID and boundary, with the clocks that are hidden in them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from assay.demo import clocks

if TYPE_CHECKING:
    from random import Random

    from assay.demo.compose import Draft


def message_id(draft: Draft, random: Random) -> str:
    """Return a Message-ID in the form of the sender's mailer."""
    when, domain = (draft.clock or draft.when), draft.sender.domain
    if draft.sender.mailer == "gmail":
        return f"<CA{random.choice('+GFKP')}{_token(random, 44)}@mail.{domain}>"
    if draft.sender.mailer == "outlook":
        return clocks.outlook_message_id(when, domain, random)
    if draft.sender.mailer in {"webmail", "bulk"}:
        number = random.randrange(10**6, 10**9)
        return f"<{number}.{random.randrange(10**6)}.{int(when.timestamp() * 1000)}@mail.{domain}>"
    identity = str(uuid.UUID(int=random.getrandbits(128), version=4))
    return f"<{identity.upper() if draft.sender.mailer == 'apple' else identity}@{domain}>"


def _token(random: Random, length: int) -> str:
    return "".join(
        random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_=", k=length)
    ).replace("=", "-")


def boundary(draft: Draft, random: Random, level: int) -> str:
    """Return the boundary of a multipart in the form of the sender's mailer; `level` 0 is the outermost."""
    when = (draft.clock or draft.when) - timedelta(milliseconds=3 * level + random.randrange(3))
    if draft.sender.mailer == "gmail":
        return clocks.gmail_boundary(when, random)
    if draft.sender.mailer == "outlook":
        return clocks.outlook_boundary(when, level)
    if draft.sender.mailer == "apple":
        return f"Apple-Mail=_{str(uuid.UUID(int=random.getrandbits(128), version=4)).upper()}"
    if draft.sender.mailer == "thunderbird":
        return f"------------{random.getrandbits(96):024X}"
    return f"----=_Part_{random.randrange(10**6)}_{random.randrange(10**9)}.{int(when.timestamp() * 1000)}"
