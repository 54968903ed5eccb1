from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.signatures.conftest import MAIL

from assay.case import Case, missing
from assay.corpus.parts import PARTS
from assay.engine.learned import corpus_of
from assay.engine.mail import message_entry
from assay.engine.reduce import run
from assay.engine.tasks import Reduce
from assay.engine.unit import TAKE_IN
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from pathlib import Path

    from assay.model.entry import Entry

ANSWER = b"""From: Ben <ben@two.example>
To: ann@one.example
Date: Tue, 2 May 2017 12:00:00 +0000
Message-ID: <answer@two.example>
In-Reply-To: <quoted@one.example>

On Mon, 1 May 2017 at 10:00, Ann <ann@one.example> wrote:
> We meet at nine in the old harbour office and bring all the papers of the spring budget with us.
"""


def row(folder: Path, name: str, raw: bytes) -> Entry:
    (folder / name).write_bytes(raw)
    stored = Stored(False, str(folder / name), 0, len(raw))
    return message_entry(Place("dump", name), stored, raw, {}, reconstructed=False)


def learn(case: Case, *parts: str) -> list[tuple[str, int]]:
    beats: list[tuple[str, int]] = []
    for part in parts:
        payload = msgspec.msgpack.encode(Reduce(str(case.path), part, "1"))
        run(payload, lambda where, items, _: beats.append((where, items)))
    return beats


def test_each_part_is_told_of_by_item_and_leaves_what_it_learned(tmp_path: Path) -> None:
    one, other = row(tmp_path, "1.eml", MAIL), row(tmp_path, "2.eml", ANSWER)
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [one, other])
        case.evidence.write(TAKE_IN, "b", [one])
        beats = learn(case, *PARTS)
        first, second = (corpus_of(case, shard) for shard in "ab")
        case.evidence.commit_generation("1")
        (quoted,) = missing.kept(case.evidence)
    assert beats == [(one.sha256, 0), (other.sha256, 1), ("", 2)] * len(PARTS)
    assert set(first.contexts) == {one.sha256, other.sha256}
    assert set(second.contexts) == {one.sha256}
    assert first.contexts[one.sha256] == second.contexts[one.sha256]
    assert first.contexts[one.sha256].sender is not None, "learned by one part"
    assert first.contexts[one.sha256].thread is not None
    assert first.owners == second.owners == {one.sha256: "a"}
    assert first.ways == second.ways
    assert quoted.message_id == "quoted@one.example"
    assert gc.isenabled()


def test_damaged_evidence_is_an_answer(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        (case.evidence.folder / TAKE_IN / "a.parquet").write_bytes(b"no table")
        payload = msgspec.msgpack.encode(Reduce(str(case.path), "quotations", "1"))
        assert b"a.parquet can't be read" in run(payload, lambda *_: None)
    assert gc.isenabled()


def test_an_unknown_part_fails(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case, pytest.raises(KeyError):
        learn(case, "no part")
