"""Rounds: a few forgeries among many genuine mails, examined like any dump, again and again."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from assay.message.describe import describe
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding
from assay.model.key import Origin, Provenance
from assay.signatures.keys.record import parse_record
from assay.signatures.keys.store import KeyStore
from assay.signatures.signing import public_record
from redteam.mail import Pool
from redteam.methods import METHODS, VARIANTS
from redteam.methods.keys import LOOKALIKE_SELECTOR, OWN_DOMAIN, forger_key
from redteam.outcome import Outcome, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redteam.mail import Mail, Planted

SHARE = 0.06
"""Planted mails per genuine mail in a round."""
TRIES = 40


class Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """Genuine mail to plant forgeries in.

    Attributes:
        name: what it's called in the report.
        folder: where it lies.
        keys: files of signers' published keys.
        minutes: how long keys are recovered from it, before anything is planted.
        store: a keys.jsonl of it, instead of `keys` and recovery.
        planted: whether forgeries are planted in it; else it's only examined as it is.
        accused: the share of its mails that may be called suspect.
    """

    name: str
    folder: Path
    keys: tuple[Path, ...] = ()
    minutes: float = 2.0
    store: bytes = b""
    planted: bool = True
    accused: float = 0.001


def keys_of(corpus: Path, keys: tuple[Path, ...], minutes: float) -> bytes:
    """The key store after examining the genuine corpus alone: what every round starts from."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder, "case")
        examine(Options((corpus,), case, keys=keys, recover_minutes=minutes, files=False), Silent())
        path = case / "keys.jsonl"
        return path.read_bytes() if path.exists() else b""


def plan(pool: Pool, cells: list[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Plants one mail for each cell that some mail suits; no mail is a victim twice."""
    taken: set[str] = set()
    for method, variant in cells:
        for mail in random.sample(pool.mails, min(TRIES, len(pool.mails))):
            if mail.path in taken or len(mail.about.text.split()) < 12:
                continue
            planted = METHODS[method](pool, mail, variant, random)
            if planted is not None and planted.raw != mail.raw:
                taken.add(mail.path)
                yield planted
                break


def rounds(corpus: Corpus, count: int, seed: int) -> Iterator[list[Outcome]]:
    """Yields the outcomes of each round; each method and variant is planted about `count` times in all."""
    random = Random(seed)
    pool = Pool.of(corpus.folder)
    keys = corpus.store or keys_of(corpus.folder, corpus.keys, corpus.minutes)
    cells = [(method, variant) for method in METHODS for variant in VARIANTS] * count
    random.shuffle(cells)
    size = max(1, round(len(pool.mails) * SHARE))
    for start in range(0, len(cells), size):
        yield _round(pool, corpus, keys, list(plan(pool, cells[start : start + size], random)), random)


def genuine(corpus: Corpus) -> list[Outcome]:
    """The outcomes of a corpus in which nothing was planted."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder, "case")
        examine(
            Options((corpus.folder,), case, keys=corpus.keys, recover_minutes=corpus.minutes, files=False), Silent()
        )
        return _outcomes(case, corpus, {})


def _round(pool: Pool, corpus: Corpus, keys: bytes, planted: list[Planted], random: Random) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        dump, case = Path(folder, "dump"), Path(folder, "case")
        shutil.copytree(corpus.folder, dump)
        truth: dict[str, Planted] = {}
        for number, one in enumerate(planted):
            name = one.victim or f"{_like(pool, random)}-{number}.eml"
            path = dump / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.raw)
            truth[hashlib.sha256(one.raw).hexdigest()] = one
        with Case.create_or_open(case) as made:
            (made.path / "keys.jsonl").write_bytes(keys)
            store = KeyStore(made.path / "keys.jsonl")
            record = public_record(forger_key())
            seen = Provenance(Origin.PUBLISHED, "the forger's own zone")
            store.add(parse_record(record, domain, LOOKALIKE_SELECTOR, seen) for domain in _own(planted))
        examine(Options((dump,), case, recover_minutes=0.0, files=False), Silent())
        return _outcomes(case, corpus, truth)


def _like(pool: Pool, random: Random) -> str:
    mail: Mail = random.choice(pool.mails)
    return mail.path.rpartition(".")[0]


def _own(planted: list[Planted]) -> set[str]:
    """Domains that the forgers registered and published a key for."""
    return {describe(one.raw).from_address.partition("@")[2].lower() for one in planted if one.method == OWN_DOMAIN}


def _outcomes(case: Path, corpus: Corpus, truth: dict[str, Planted]) -> list[Outcome]:
    with Case.open(case) as opened:
        places = {item: (path, kind) for item, path, kind in opened.evidence.sql(_PLACES)}
        return [
            _outcome(corpus, *places[judged.item], truth.get(judged.item), judged.judgement.findings)
            for judged in opened.evidence.judged()
        ]


_PLACES = "SELECT sha256, path, kind FROM items"


def _outcome(corpus: Corpus, path: str, kind: str, planted: Planted | None, findings: tuple[Finding, ...]) -> Outcome:
    short = tuple(said(one) for one in findings if one.direction is not Direction.NEUTRAL)
    plain = Outcome(corpus=corpus.name, path=path, kind=Kind(kind), said=short)
    if planted is None:
        return plain
    return msgspec.structs.replace(
        plain, method=planted.method, variant=planted.variant, harmless=planted.harmless, honest=planted.honest
    )
