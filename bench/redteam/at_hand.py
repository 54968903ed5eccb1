"""The corpora that are at hand: shared real mail, the invented campaign, a list that breaks every signature."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from redteam.corpora import campaign, mailman
from redteam.rounds import Corpus
from redteam.version import HERE

if TYPE_CHECKING:
    from pathlib import Path

SEED = 2017
_ROOT = HERE.parents[1]


def shared() -> Path:
    """The folder of shared data, which isn't part of the repository."""
    return type(_ROOT)(os.environ.get("ASSAY_SHARED") or _ROOT.parent / "shared" / "data")


def corpora(folder: Path, mails: int) -> list[Corpus]:
    """All of them; what isn't there is named on stderr.

    Args:
        folder: where corpora that are made are written.
        mails: of the invented campaign.
    """
    keys = (shared() / "keys" / "published.tsv",)
    mailbox, posts = (shared() / "corpora" / name / "eml" for name in ("legal-acceptance-2016-2018", "linux-man"))
    found = []
    for name, at in (("mailbox", mailbox), ("list", posts)):
        if at.is_dir():
            found.append(Corpus(name=name, folder=at, keys=keys))
        else:
            print(f"left out, because {at} isn't there: {name}", file=sys.stderr)
    invented = folder / "campaign"
    made = campaign.make(invented, mails, SEED)
    found.append(Corpus(name="campaign", folder=invented, keys=(made,), minutes=1.0))
    if posts.is_dir():
        mailman.make(posts, folder / "broken")
        broken = folder / "broken"
        found.append(Corpus(name="broken list", folder=broken, keys=keys, minutes=0.0, planted=False, accused=0.005))
    return found
