from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.signatures.conftest import Signer

from assay.case import Case
from assay.case.judged_record import KEYS
from assay.engine.compare import UNREAD, Comparer
from assay.engine.learned import Corpus, keep
from assay.engine.mail import message_entry
from assay.engine.unit import TAKE_IN
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Stored
from assay.model.signature import Outcome
from assay.model.verdict import Verdict
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer()


def comparer(
    folder: Path, signer: Signer, owners: dict[str, str] | None = None, shard: str = "a"
) -> tuple[Case, Comparer]:
    case = Case.create_or_open(folder / "case")
    KeyStore(case.path / KEYS).add([signer.public])
    items = [Entry(kind=Kind.MESSAGE, place=Place("dump", item), sha256=item) for item in owners or ()]
    case.evidence.write(TAKE_IN, shard, items)
    keep(case, "part", Corpus(owners=owners or {}), {})
    return case, Comparer(case, shard, 1.8e9)


def entry(folder: Path, raw: bytes, name: str = "1.eml") -> Entry:
    (folder / name).write_bytes(raw)
    stored = Stored(False, str(folder / name), 0, len(raw))
    return message_entry(Place("dump", name), stored, raw, {}, reconstructed=False)


def test_an_item_is_checked_diagnosed_and_judged_once(tmp_path: Path, signer: Signer) -> None:
    case, one = comparer(tmp_path, signer)
    raw = signer.sign().replace(b"Subject: Budget", b"Subject: [x] Budget")
    row = entry(tmp_path, raw)
    with case:
        (judged,) = one.judged(iter([row, row]), lambda *_: None)
    assert judged.judgement.verdict is Verdict.AUTHENTICATED
    assert [repair.code for repair in judged.checked[0].repairs] == ["subject-tag"]


def test_an_item_of_several_shards_is_judged_by_its_owner(tmp_path: Path, signer: Signer) -> None:
    row = entry(tmp_path, signer.sign())
    for shard, judged in (("a", 1), ("b", 0)):
        case, one = comparer(tmp_path, signer, {row.sha256: "a"}, shard)
        with case:
            assert len(list(one.judged(iter([row]), lambda *_: None))) == judged


def test_a_changed_original_accuses_nobody_of_more(tmp_path: Path, signer: Signer) -> None:
    row = entry(tmp_path, signer.sign().replace(b"Subject: Budget", b"Subject: [x] Budget"))
    (tmp_path / "1.eml").write_bytes(b"other")
    case, one = comparer(tmp_path, signer)
    with case:
        (judged,) = one.judged(iter([row]), lambda *_: None)
    assert not judged.checked[0].repairs
    assert (judged.checked[0].outcome, judged.checked[0].reason) == (Outcome.UNJUDGED, UNREAD)
    assert judged.judgement.verdict is Verdict.UNPROVEN


def test_what_was_found_while_the_original_was_there_stays(tmp_path: Path, signer: Signer) -> None:
    row = entry(tmp_path, signer.sign().replace(b"Subject: Budget", b"Subject: [x] Budget"))
    case, one = comparer(tmp_path, signer)
    with case:
        (before,) = one.judged(iter([row]), lambda *_: None)
        case.evidence.write_verdicts("1", "a", [before])
        case.evidence.commit_generation("1")
        (tmp_path / "1.eml").unlink()
        (after,) = one.judged(iter([row]), lambda *_: None)
    assert before.judgement.verdict is Verdict.AUTHENTICATED
    assert after == before
