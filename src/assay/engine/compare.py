"""The last pass, in a worker: each item of a shard against keys and corpus, then judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case, Judged
from assay.case.judged_record import KEYS
from assay.corpus.transit import way_of
from assay.engine.reduce import Corpus, corpus_file, distinct
from assay.engine.unit import TAKE_IN
from assay.examiners.form import not_examined
from assay.examiners.interface import Subject
from assay.examiners.registry import EXAMINERS
from assay.judge.judge import judge
from assay.message import parse
from assay.model.context import NOTHING
from assay.model.corpus import Way
from assay.model.errors import OriginalChanged
from assay.model.signature import Outcome
from assay.signatures.chain import Chain, chain
from assay.signatures.check import check
from assay.signatures.diagnose import diagnose, needs_diagnosis
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.engine.interface import Beat
    from assay.model.entry import Entry
    from assay.model.key import SignerKey
    from assay.model.signature import Checked

FUNCTION = "assay.engine.compare:run"
UNREAD = "the original can't be read any more, so nobody can tell whether an innocent change broke it"
COLUMNS = (
    "sha256",
    "size",
    "stored",
    "reconstructed",
    "notes",
    "date",
    "defects",
    "signatures",
    "traits",
    "format",
    "message_id",
    "from_address",
    "subject",
)


class Compare(msgspec.Struct, frozen=True):
    """The payload of a task of this pass.

    Attributes:
        case: the case folder.
        shard: the shard of the take-in pass whose items are judged.
        generation: the generation of verdicts that is being made.
        now: the time of checking, seconds since 1970: one for a whole generation.
        skip: items that killed a worker before, with what happened: they are judged without being touched.
    """

    case: str
    shard: str
    generation: str
    now: float
    skip: dict[str, str] = msgspec.field(default_factory=dict)


def run(payload: bytes, beat: Beat) -> bytes:
    """Judges the items of one shard and writes their verdicts.

    Args:
        payload: a `Compare`, MessagePack.
        beat: told of every item.

    Returns:
        Nothing.
    """
    task = msgspec.msgpack.decode(payload, type=Compare)
    with Case.join(task.case) as case:
        comparer = Comparer(case, task.shard, task.now, task.skip)
        rows = case.evidence.entries(TAKE_IN, task.shard, columns=COLUMNS)
        case.evidence.write_verdicts(task.generation, task.shard, comparer.judged(rows, beat))
    return b""


class Comparer:
    """Judges items against one state of keys and corpus."""

    def __init__(self, case: Case, shard: str, now: float, skip: dict[str, str] | None = None) -> None:
        """Reads the keys and what the reduction found for the items of a shard."""
        self._case = case
        self._shard = shard
        self._now = now
        self._skip = skip or {}
        self._keys = KeyStore(case.path / KEYS)
        self._corpus = msgspec.msgpack.decode(corpus_file(case, shard).read_bytes(), type=Corpus)

    def judged(self, entries: Iterator[Entry], beat: Beat) -> Iterator[Judged]:
        """Yields the verdicts of the shard's entries, each item once in the whole case."""
        size = 0
        for number, entry in enumerate(distinct(entries)):
            if self._corpus.owners.get(entry.sha256, self._shard) != self._shard:
                continue
            beat(entry.sha256, number, size)
            size += entry.size
            yield self._judge(entry)

    def _judge(self, entry: Entry) -> Judged:
        if entry.sha256 in self._skip:
            return Judged(entry.sha256, judge(entry.kind, [not_examined(self._skip[entry.sha256])]))
        checked = self._checked(entry)
        subject = Subject(
            entry=entry,
            checked=checked,
            chain=chain(str(entry.notes["arc"]), checked) if "arc" in entry.notes else Chain("none"),
            copies=self._corpus.copies.get(entry.sha256, ()),
            context=self._corpus.contexts.get(entry.sha256, NOTHING),
            way=self._corpus.ways.get(way_of(entry), Way(0, 0)),
            rivals={one.key.fingerprint: self._rivals(one, one.key) for one in checked if one.key is not None},
            now=self._now,
        )
        findings = [finding for examiner in EXAMINERS for finding in examiner.examine(subject)]
        return Judged(entry.sha256, judge(entry.kind, findings), checked)

    def _checked(self, entry: Entry) -> tuple[Checked, ...]:
        found = [
            check(measured, self._keys.find(measured.domain, measured.selector), date=entry.date, now=self._now)
            for measured in entry.signatures
        ]
        if any(map(needs_diagnosis, found)) and entry.stored is not None:
            try:
                message = parse(self._case.originals.read(entry.stored, entry.sha256))
            except OriginalChanged:
                return tuple(self._remembered(entry.sha256, found))
            found = [diagnose(message, one) if needs_diagnosis(one) else one for one in found]
        return tuple(found)

    def _remembered(self, item: str, found: list[Checked]) -> Iterator[Checked]:
        """What was found when the original could still be read; where nothing was, a failure accuses nobody."""
        before = [one for judged in self._case.evidence.judged(item) for one in judged.checked]
        for one in found:
            same = (old for old in before if old.measured == one.measured and _key(old) == _key(one))
            if not needs_diagnosis(one):
                yield one
            elif (old := next(same, None)) is not None:
                yield msgspec.structs.replace(old, expired_now=one.expired_now)
            else:
                yield msgspec.structs.replace(one, outcome=Outcome.UNJUDGED, reason=UNREAD)

    def _rivals(self, one: Checked, key: SignerKey) -> tuple[SignerKey, ...]:
        known = self._keys.find(one.measured.domain, one.measured.selector)
        return tuple(other for other in known if other.public and other.fingerprint != key.fingerprint)


def _key(one: Checked) -> str:
    return one.key.fingerprint if one.key is not None else ""
