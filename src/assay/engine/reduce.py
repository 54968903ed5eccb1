"""The reduction between the passes, in a worker: one part of what only the whole corpus knows, learned from all items.

The corpus is too much for one process, and what grows with it must not stay in the one that lives through the whole
run: each part reads the columns it needs, leaves what it learned in one file a shard, and ends.
"""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case, missing
from assay.case.judged_record import KEYS
from assay.corpus.parts import PARTS
from assay.corpus.quotes import Quotes
from assay.corpus.registry import relations
from assay.engine.carriers import outer_files
from assay.engine.copying import COPIES, Copying
from assay.engine.items import distinct
from assay.engine.learned import Corpus, keep
from assay.engine.reader import Originals
from assay.engine.standing import COLUMNS, standing
from assay.engine.tasks import Reduce
from assay.engine.unit import TAKE_IN
from assay.model.errors import CaseDamaged
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.engine.interface import Beat


def run(payload: bytes, beat: Beat) -> bytes:
    """Learns one part and leaves it for the comparing pass (`assay.engine.learned`).

    Of the mails that are quoted and aren't here the list is kept with the generation of verdicts.

    Args:
        payload: a `Reduce`, MessagePack.
        beat: told of every item.

    Returns:
        In words what is wrong with the evidence, if it's damaged; else nothing.
    """
    task = msgspec.msgpack.decode(payload, type=Reduce)
    try:
        with _uncollected(), Case.join(task.case) as case:
            _learn(case, task, beat)
    except CaseDamaged as error:
        return str(error).encode("utf-8", "backslashreplace")
    return b""


def _learn(case: Case, task: Reduce, beat: Beat) -> None:
    keys = KeyStore(case.path / KEYS)
    inside = outer_files(case) if "carried" in PARTS[task.part] else {}
    every = relations(case.settings.custodians, Originals(case), keys, inside, case.scratch)
    learning = {name: every[name] for name in PARTS[task.part]}
    copying = Copying(case, keys) if task.part == COPIES else None
    columns = {*COLUMNS, *(column for relation in learning.values() for column in relation.columns)}
    columns.update(() if copying is None else copying.columns)
    done = 0
    for entry in distinct(case.evidence.entries(TAKE_IN, columns=sorted(columns))):
        beat(entry.sha256, done, 0)
        known = standing(entry, keys)
        for relation in learning.values():
            relation.add(entry, standing=known)
        if copying is not None:
            copying.add(entry)
        done += 1
    beat("", done, 0)
    said = {name: relation.result() for name, relation in learning.items()}
    keep(case, task.part, Corpus() if copying is None else copying.result(), said)
    for relation in learning.values():
        if isinstance(relation, Quotes):
            missing.keep(case.evidence, task.generation, relation.missing())


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: it takes a third of the time, walking again and again over all that the corpus knows."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
