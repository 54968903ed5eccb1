"""Recovers signers' keys from the corpus, within a bound of time, and goes on where it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case.judged_record import KEYS
from assay.engine.items import samples
from assay.signatures.keys.recovery import Progress, RecoveryState, groups, recover_all
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from assay.case import Case
    from assay.engine.passes import Running
    from assay.engine.watch import Watcher

STATE = "recovery.json"


class Recovered(msgspec.Struct, frozen=True):
    """A key that came back.

    Attributes:
        domain, selector: under which it signed.
        mails, senders: how many mails of how many senders it verifies.
        bits: its size.
        contested: whether another key was used under the same names.
    """

    domain: str
    selector: str
    mails: int
    senders: int
    bits: int
    contested: bool


class Recoveries(msgspec.Struct, frozen=True):
    """What a run of recovery came to.

    Attributes:
        keys: those that came back.
        left: names of selectors that the time didn't suffice for.
    """

    keys: tuple[Recovered, ...]
    left: tuple[str, ...]


def recover(case: Case, minutes: float, running: Running, watcher: Watcher) -> Recoveries:
    """Recovers keys and puts them into the case; verdicts aren't touched.

    Args:
        case: the case, open for writing.
        minutes: the bound; 0: nothing is tried.
        running: how many processes.
        watcher: told how far it is.
    """
    if minutes <= 0:
        return Recoveries((), ())
    store = KeyStore(case.path / KEYS)
    found = groups(samples(case))
    watcher.stage("recovering keys", len(found), None, 60 * minutes)

    def told(progress: Progress) -> None:
        watcher.progress(progress.done, 0)

    keys: list[Recovered] = []
    left: list[str] = []
    state = RecoveryState(case.path / STATE)
    for one in recover_all(found, minutes, running.jobs or None, told, known=store.find, state=state):
        name = f"{one.domain} {one.selector}"
        if one.keys:
            store.add(one.keys)
            keys += [
                Recovered(
                    one.domain, one.selector, key.provenance.mails, key.provenance.senders, key.bits, one.contested
                )
                for key in one.keys
            ]
            watcher.note(f"Recovered the key of {name}: it signed {one.keys[0].provenance.mails:,} mails")
        if not one.finished:
            left.append(name)
    if keys:
        facts = [msgspec.to_builtins(key) for key in keys]
        case.custody.append("keys recovered", {"keys": facts})
    return Recoveries(tuple(keys), tuple(dict.fromkeys(left)))
