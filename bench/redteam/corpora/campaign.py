"""Makes the mailboxes of an invented campaign at any size, all genuine and as awkward as real mail is.

It's the negative test: whoever is accused here is accused falsely. Everything comes from one seed.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

from assay.demo.people import key_file
from redteam.corpora.events import EVENTS
from redteam.corpora.office import Campaign

if TYPE_CHECKING:
    from pathlib import Path

MAILS = 20_000


class _Full(Exception):
    """The folder holds as many mails as were asked for."""


def make(folder: Path, mails: int = MAILS, seed: int = 2017) -> Path:
    """Write a folder a mailbox with .eml files; returns the file of published keys, which lies beside the folder."""
    random, written = Random(seed), Counter[str]()

    def keep(mailbox: str, raw: bytes) -> None:
        if written.total() >= mails:
            raise _Full
        place = folder / mailbox / f"{written[mailbox]:06d}.eml"
        if not written[mailbox]:
            place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)
        written[mailbox] += 1

    campaign = Campaign(mails, random, keep)
    events, shares = zip(*EVENTS, strict=True)
    with suppress(_Full):
        while True:
            random.choices(events, shares)[0](campaign)
    keys = folder.with_name(f"{folder.name}-keys.tsv")
    post = campaign.posts[0]
    keys.write_text(key_file(post.cast.host, post.keys), "utf-8")
    return keys
