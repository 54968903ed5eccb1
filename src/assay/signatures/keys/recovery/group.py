"""The keys of one group of signatures."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from assay.signatures.keys.recovery.outcome import Bounds, OnStep, Recovery, Step
from assay.signatures.keys.recovery.search import Search

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assay.model.key import SignerKey
    from assay.signatures.keys.recovery.sample import Group


def recover_group(
    group: Group,
    deadline: float = float("inf"),
    on_step: OnStep | None = None,
    *,
    known: Sequence[SignerKey] = (),
    tried: Collection[str] = (),
    bounds: Bounds | None = None,
) -> Recovery:
    """Recovers the keys of a group, in this process.

    Args:
        group: the signatures.
        deadline: `time.monotonic()` after which no further pair is begun; one that is running isn't stopped.
        on_step: told before and after each pair with exponent 65537.
        known: keys that the case has for the group; what they verify needs no recovery.
        tried: pairs of earlier runs (`Step.pair`), not tried again.
        bounds: how much to try.
    """
    search = Search(group, known, set(tried), bounds or Bounds(), on_step or _silent)
    search.cheap()
    while search.worthwhile():
        pair = search.next_pair()
        if pair is None:
            break
        if time.monotonic() >= deadline:
            return search.result("the time was over", finished=False)
        search.attempt(*pair)
    return search.result("", finished=True)


def standing(group: Group, known: Sequence[SignerKey]) -> tuple[bool, bool]:
    """Whether a known key verifies most of the group, and whether two intact mails are left that none verifies."""
    search = Search(group, known, set(), Bounds(), _silent)
    return search.settled(), search.worthwhile()


def _silent(_: Step) -> None:
    """Tells nobody."""
