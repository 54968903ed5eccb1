from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from case_builders import fill, message, sha256

from assay.case import Case, merkle
from assay.model.entry import Kind
from assay.model.errors import UsageError
from assay.model.place import Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case") as made:
        fill(made, "one", [b"a", b"b"])
        loose = tmp_path / "dump" / "c.eml"
        loose.parent.mkdir()
        loose.write_bytes(b"c")
        stored = Stored(pack=False, path=str(loose), offset=0, length=1)
        failure = message("bad", kind=Kind.FAILURE, sha256="")
        made.evidence.write("take-in", "two", [message("c.eml", b"c", stored=stored), failure])
        made.custody.append("examined", {"sources": [str(loose)]})
        made.custody.seal({"run": 1})
        yield made


def problems(case: Case, *, originals: bool = False) -> str:
    case.evidence.close()
    return "; ".join(case.custody.verify(originals=originals).problems)


def test_all_is_well(case: Case) -> None:
    report = case.custody.verify(originals=True)
    assert report.ok
    assert report.unsealed == ()
    assert (report.records, report.items, report.shards, report.packs, report.originals) == (2, 3, 2, 1, 3)
    assert report.root == report.recorded_root == merkle.root(map(sha256, (b"a", b"b", b"c")))
    *_, last = case.custody.records()
    assert last.hash == report.head
    assert last.facts["run"] == 1


def test_a_new_case_is_well(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "new") as case:
        report = case.custody.verify(originals=True)
    assert report.ok
    assert report.head == report.recorded_root == ""


def test_sealing_again_records_only_what_is_new(case: Case) -> None:
    assert case.custody.seal().facts["shards"] == {}
    fill(case, "three", [b"d"])
    facts = case.custody.seal().facts
    assert (list(facts["shards"]), list(facts["packs"]), facts["items"]) == (["three.parquet"], ["three.pack"], 4)
    assert problems(case, originals=True) == ""


def test_shards_of_an_interrupted_run_are_named_but_no_problem(case: Case) -> None:
    fill(case, "three", [b"d"])
    report = case.custody.verify()
    assert report.ok
    assert report.unsealed == ("three.parquet", "three.pack")


def test_a_changed_shard_shows(case: Case) -> None:
    case.evidence.write("take-in", "two", [message("c.eml", b"forged")])
    found = problems(case)
    assert "the shard two.parquet was changed" in found
    assert "Merkle root" in found


def test_a_shard_that_is_gone_shows(case: Case) -> None:
    (case.evidence.folder / "take-in" / "two.parquet").unlink()
    found = problems(case)
    assert "the shard two.parquet is gone" in found
    assert "Merkle root" in found


def test_a_broken_shard_shows(case: Case) -> None:
    (case.evidence.folder / "take-in" / "two.parquet").write_bytes(b"junk")
    found = problems(case, originals=True)
    assert "the shard two.parquet was changed" in found
    assert "can't be read" in found


def test_one_changed_byte_of_a_pack_shows(case: Case) -> None:
    pack = case.originals.folder / "one.pack"
    content = pack.read_bytes()
    for at in range(0, len(content), 3):
        pack.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert "the pack one.pack was changed" in problems(case), at
    pack.write_bytes(content + b"x")
    assert "the pack one.pack was changed" in problems(case)
    pack.unlink()
    found = problems(case, originals=True)
    assert "the pack one.pack is gone" in found
    assert "one.pack can't be read" in found


def test_a_changed_original_shows_when_asked_for(case: Case, tmp_path: Path) -> None:
    (tmp_path / "dump" / "c.eml").write_bytes(b"x")
    assert problems(case) == ""
    assert "c.eml isn't what was taken in" in problems(case, originals=True)
    (tmp_path / "dump" / "c.eml").unlink()
    assert "c.eml can't be read" in problems(case, originals=True)


def test_a_changed_record_shows(case: Case) -> None:
    log = case.path / "custody.jsonl"
    log.write_bytes(log.read_bytes().replace(b"examined", b"exhumed!"))
    assert "record 1) was changed" in problems(case)


def test_one_item_can_be_proven(case: Case) -> None:
    proof = case.custody.prove(sha256(b"b"))
    assert merkle.holds(proof)
    assert proof.root == case.custody.verify().root
    with pytest.raises(KeyError):
        case.custody.prove(sha256(b"not here"))


def test_only_the_holder_of_the_lock_records(case: Case) -> None:
    for other in (Case.open(case.path), Case.join(case.path)):
        with other, pytest.raises(UsageError):
            other.custody.append("event", {})
