from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from case_builders import fill, message, sha256
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


def test_shards_of_a_run_that_was_broken_off_are_named_but_no_problem(case: Case) -> None:
    case.custody.began(["dump"])
    fill(case, "three", [b"d"])
    report = case.custody.verify()
    assert (report.ok, report.finished) == (True, False)
    assert report.unsealed == ("three.parquet", "three.pack")
    assert "hasn't come to its end" in report.notes[0]
    assert report.notes[1:] == ("three.parquet isn't recorded yet", "three.pack isn't recorded yet")
    case.custody.seal()
    case.custody.ended({})
    report = case.custody.verify()
    assert (report.ok, report.finished, report.unsealed, report.notes) == (True, True, (), ())


def test_what_was_added_after_the_last_run_shows(case: Case) -> None:
    fill(case, "three", [b"d"])
    found = problems(case)
    assert "no record of the log names three.parquet" in found
    assert "no record of the log names three.pack" in found


@pytest.mark.parametrize("kept", [0, 1])
def test_a_log_cut_short_shows_by_what_it_no_longer_names(case: Case, kept: int) -> None:
    log = case.path / "custody.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:kept]))
    assert "the log's end was cut off" in problems(case)


def test_a_log_cut_short_of_its_last_line_shows_by_what_was_noted(case: Case) -> None:
    case.custody.began([])
    noted = case.custody.ended({}).hash
    assert case.custody.verify(head=noted[:16].upper()).ok
    case.custody.append("more", {})
    assert case.custody.verify(head=noted).ok, "the log has only grown"
    log = case.path / "custody.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-2]))
    assert case.custody.verify().ok, "nothing in the case tells it"
    assert "no record has the hash" in "; ".join(case.custody.verify(head=noted).problems)
    assert noted.startswith(noted[:16])


@pytest.mark.parametrize("head", ["abc", "x" * 64, "0" * 65, " "])
def test_what_is_no_hash_is_wrong_use(case: Case, head: str) -> None:
    with pytest.raises(UsageError, match="no hash of a record"):
        case.custody.verify(head=head)


def test_no_later_run_washes_a_changed_shard_clean(case: Case) -> None:
    case.evidence.write("take-in", "two", [message("c.eml", b"forged")])
    case.custody.began(["dump"])
    case.custody.seal()
    case.custody.ended({})
    report = case.custody.verify()
    assert not report.ok
    assert all("found when a run began" in problem for problem in report.problems)
    assert "the shard two.parquet was changed" in report.problems[0]


def test_a_shard_made_again_by_a_run_that_was_broken_off_is_told(case: Case) -> None:
    case.custody.began(["dump"])
    case.evidence.write("take-in", "two", [message("c.eml", b"c, by a newer version")])
    assert "the shard two.parquet was changed" in problems(case)
    case.custody.began(["dump"])
    case.custody.seal()
    case.custody.ended({})
    report = case.custody.verify()
    assert report.ok
    assert "the shard two.parquet was changed" in report.notes[0]


@given(st.recursive(st.text(max_size=5) | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=2)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_whatever_stands_in_a_record_is_verified(case: Case, value: object) -> None:
    names = ("shards", "packs", "root", "verdicts", "generation", "keys", "lines", "damage", "arguments")
    for event in ("sealed", "judged", "examination began", "keys imported", "torn line set aside"):
        case.custody._log.append(event, dict.fromkeys(names, value))
    case.custody.verify()


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
