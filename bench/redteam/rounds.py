"""Rounds: a few forgeries among many genuine mails, examined like any dump, again and again."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec

from assay.case import Case
from assay.case.rows import verdict_rows
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from assay.model.key import Origin, Provenance
from assay.signatures.keys.record import parse_record
from assay.signatures.keys.store import KeyStore
from assay.signatures.signing import public_record
from redteam.methods import METHODS, VARIANTS
from redteam.methods.keys import LOOKALIKE_SELECTOR, forger_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redteam.mail import Mail, Planted, Pool

SHARE = 0.06
"""Planted mails per genuine mail in a round."""
TRIES = 40


class Outcome(msgspec.Struct, frozen=True):
    """What became of one item of a round.

    Attributes:
        path: in the dump.
        method, variant: how it was forged; empty for genuine mail.
        harmless: whether accusing it is wrong all the same.
        verdict: one of the five, or `in part`.
        codes: its findings as (code, direction, strength).
    """

    path: str
    method: str
    variant: str
    harmless: bool
    verdict: str
    codes: tuple[tuple[str, str, str], ...]


def keys_of(corpus: Path, keys: tuple[Path, ...], minutes: float) -> bytes:
    """The key store after examining the genuine corpus alone: what every round starts from."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder, "case")
        examine(Options((corpus,), case, keys=keys, recover_minutes=minutes), Silent())
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


def rounds(pool: Pool, corpus: Path, keys: bytes, count: int, seed: int) -> Iterator[list[Outcome]]:
    """Yields the outcomes of each round; each method and variant is planted about `count` times in all."""
    random = Random(seed)
    cells = [(method, variant) for method in METHODS for variant in VARIANTS] * count
    random.shuffle(cells)
    size = max(1, round(len(pool.mails) * SHARE))
    for start in range(0, len(cells), size):
        yield _round(pool, corpus, keys, list(plan(pool, cells[start : start + size], random)), random)


def _round(pool: Pool, corpus: Path, keys: bytes, planted: list[Planted], random: Random) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        dump, case = Path(folder, "dump"), Path(folder, "case")
        shutil.copytree(corpus, dump)
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
        examine(Options((dump,), case, recover_minutes=0.0), Silent())
        with Case.open(case) as opened:
            return [_outcome(row, truth.get(row["item"])) for row in verdict_rows(opened.evidence)]


def _like(pool: Pool, random: Random) -> str:
    mail: Mail = random.choice(pool.mails)
    return mail.path.rpartition(".")[0]


def _own(planted: list[Planted]) -> set[str]:
    """Domains that the forgers registered and published a key for."""
    from assay.message.describe import describe  # noqa: PLC0415

    return {
        describe(one.raw).from_address.partition("@")[2].lower()
        for one in planted
        if one.method == "signed by the forger's domain"
    }


def _outcome(row: dict[str, Any], planted: Planted | None) -> Outcome:
    verdict = str(row["verdict"])
    if row["in_part"] and verdict in {"authenticated", "corroborated"}:
        verdict = "in part"
    codes = tuple((one["code"], one["direction"], one["strength"]) for one in row["findings"])
    if planted is None:
        return Outcome(row["source"], "", "", False, verdict, codes)
    return Outcome(row["source"], planted.method, planted.variant, planted.harmless, verdict, codes)
