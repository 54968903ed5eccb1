"""Turns the data files into letters: the conversations of the campaign, then the mail that comes in numbers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from assay.demo import crowd, documents
from assay.demo.compose import Draft, compose
from assay.demo.copies import Copy, copies_of, paris
from assay.demo.people import load

if TYPE_CHECKING:
    from random import Random

    from assay.demo.documents import Attachment
    from assay.demo.people import Person
    from assay.demo.transport import Post

DECOY = "leurre"


def tell(post: Post) -> list[Copy]:
    """Return all genuine copies, oldest first."""
    copies = [copy for name in ("threads_fr.toml", "threads_en.toml") for copy in _threads(post, load(name)["thread"])]
    templates = load("templates.toml")
    for kind in (crowd.volunteers, crowd.newsletters, crowd.through_list):
        copies += kind(post, templates)
    return sorted(copies, key=lambda copy: (copy.mail.draft.when, copy.mail.message_id, copy.owner))


def _threads(post: Post, threads: list[dict[str, Any]]) -> list[Copy]:
    copies = []
    for thread in threads:
        when, parent, subject = thread["start"], None, thread["subject"]
        for entry in thread["mail"]:
            when = paris(when + timedelta(hours=entry.get("hours", 0), seconds=post.random.randrange(50)))
            people = {role: tuple(post.cast.person[name] for name in entry.get(role, ())) for role in ("to", "cc")}
            sender = post.cast.person[entry["from"]]
            same = entry.get("subject", subject)
            draft = Draft(
                sender=sender,
                to=people["to"],
                cc=people["cc"],
                subject=same,
                text=entry["text"].strip("\n"),
                when=when + timedelta(milliseconds=post.random.randrange(1000)),
                attachments=tuple(
                    _attachment(name, entry["text"], sender, when, post.random) for name in entry.get("attach", ())
                ),
                parent=parent if same == subject else None,
            )
            parent = compose(draft, post.random)
            identity = entry.get("id", "")
            decoy = "authenticated, and its content is untrue: the campaign planted it" if identity == DECOY else ""
            copies += copies_of(post, parent, identity, decoy)
    return copies


def _attachment(name: str, text: str, author: Person, when: datetime, random: Random) -> Attachment:
    lines = [line.strip() for line in re.split(r"(?<=[.:;?!])\s+", text.strip()) if line.strip()]
    title = name.rpartition(".")[0].replace("-", " ").capitalize()
    return documents.make(
        name, title, lines[:14], author.name, when - timedelta(minutes=random.randrange(5, 900)), random
    )
