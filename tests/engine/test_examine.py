from __future__ import annotations

import json
import mailbox
import os
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.case.runs import unfinished
from assay.model.errors import UsageError

if TYPE_CHECKING:
    from tests.engine.conftest import Run

MAIL = (
    b"From: a@one.example\r\nTo: b@two.example\r\nDate: Mon, 24 Apr 2017 09:00:00 +0200\r\nSubject: %d\r\n\r\nHello\r\n"
)


def verdicts(case: Path) -> dict[str, str]:
    with Case.open(case) as opened:
        return dict(opened.evidence.sql("SELECT item, verdict || ' ' || in_part FROM verdicts"))


def by_message_id(case: Path) -> dict[str, set[str]]:
    with Case.open(case) as opened:
        query = (
            "SELECT message_id, list(DISTINCT verdict || ' ' || in_part) "
            "FROM items JOIN verdicts ON item = sha256 GROUP BY ALL"
        )
        return {message_id: set(found) for message_id, found in opened.evidence.sql(query)}


def test_every_entry_of_the_sample_ends_somewhere(run: Run, campaign: Path, tmp_path: Path) -> None:
    summary = run(tmp_path / "case", campaign / "dump", keys=(campaign / "keys.tsv",))
    truth = [json.loads(line) for line in (campaign / "truth.jsonl").read_text("utf-8").splitlines()]
    assert summary.places == len(truth)
    assert summary.items == len({row["sha256"] for row in truth})
    assert summary.failures == 0
    with Case.open(tmp_path / "case") as case:
        places = {path for (path,) in case.evidence.sql("SELECT path FROM places")}
        inside, held = case.evidence.sql(
            "SELECT count(*) FILTER (kind != 'container' AND steps != '[]'), sum(entries) FROM entries"
        )[0]
        assert case.custody.verify(originals=True).ok
    assert places == {row["place"] for row in truth}
    assert held >= inside


def test_the_sample_is_judged_as_it_was_planted(run: Run, campaign: Path, tmp_path: Path) -> None:
    run(tmp_path / "case", campaign / "dump", keys=(campaign / "keys.tsv",))
    found = verdicts(tmp_path / "case")
    wrong = []
    for line in (campaign / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        verdict, in_part = found[row["sha256"]].split()
        if verdict not in row["expected"] or (verdict == "authenticated" and row["in_part"] and in_part != "true"):
            wrong.append((row["place"], row["method"], verdict, row["expected"]))
    assert not wrong


def test_a_second_run_adds_nothing_and_says_the_same(run: Run, campaign: Path, tmp_path: Path) -> None:
    first = run(tmp_path / "case", campaign / "dump", keys=(campaign / "keys.tsv",))
    files = {path.name for path in (tmp_path / "case" / "evidence" / "take-in").iterdir()}
    second = run(tmp_path / "case", campaign / "dump")
    assert (second.items, second.places, second.digest) == (first.items, first.places, first.digest)
    assert second.merkle_root == first.merkle_root
    assert {path.name for path in (tmp_path / "case" / "evidence" / "take-in").iterdir()} == files


def test_more_sources_add_only_what_is_new(run: Run, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one" / "1.eml").write_bytes(MAIL % 1)
    (tmp_path / "two" / "1.eml").write_bytes(MAIL % 1)
    (tmp_path / "two" / "2.eml").write_bytes(MAIL % 2)
    assert run(tmp_path / "case", tmp_path / "one").places == 1
    summary = run(tmp_path / "case", tmp_path / "one", tmp_path / "two")
    assert (summary.items, summary.places) == (2, 3)
    (tmp_path / "one" / "3.eml").write_bytes(MAIL % 3)
    summary = run(tmp_path / "case", tmp_path / "one")
    assert (summary.items, summary.places) == (3, 4)


def test_large_containers_are_cut_and_lose_nothing(run: Run, tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    dump.mkdir()
    with zipfile.ZipFile(dump / "mail.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.eml", MAIL % number + b"x\r\n" * 1000)
        inner = tmp_path / "inner.mbox"
        box = mailbox.mbox(inner)
        for number in range(40, 60):
            box.add(MAIL % number)
        box.close()
        archive.write(inner, "inner.mbox")
        archive.writestr("note.txt", "not a mail")
    whole = run(tmp_path / "whole", dump)
    parts = run(tmp_path / "parts", dump, split=2000)
    assert (whole.items, whole.failures, whole.pending) == (61, 0, 0)
    assert (parts.items, parts.places, parts.failures, parts.pending) == (61, 61, 0, 0)
    assert parts.digest == whole.digest
    with Case.open(tmp_path / "parts") as case:
        assert case.evidence.sql("SELECT count(*) FROM entries WHERE kind = 'pending'")[0][0] == 62
        assert case.custody.verify(originals=True).ok


def test_copies_of_originals_outlive_the_dump(run: Run, campaign: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    shutil.copytree(campaign / "dump" / "ashwell", dump)
    run(tmp_path / "case", dump, copy=True)
    shutil.rmtree(dump)
    with Case.open(tmp_path / "case") as case:
        assert case.custody.verify(originals=True).ok


def test_a_changed_original_is_noticed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "1.eml").write_bytes(MAIL % 1)
    run(tmp_path / "case", tmp_path / "dump")
    (tmp_path / "dump" / "1.eml").write_bytes(MAIL % 2)
    with Case.open(tmp_path / "case") as case:
        report = case.custody.verify(originals=True)
    assert not report.ok
    assert "1.eml" in " ".join(report.problems)


@pytest.mark.shared
def test_hostile_files_fail_by_name_or_are_kept(run: Run, shared: Path, tmp_path: Path) -> None:
    summary = run(tmp_path / "case", shared / "hostile" / "tika", shared / "hostile" / "library-fuzzers-email")
    with Case.open(tmp_path / "case") as case:
        files = sum(1 for path in (shared / "hostile" / "tika").rglob("*") if path.is_file())
        files += sum(1 for path in (shared / "hostile" / "library-fuzzers-email").rglob("*") if path.is_file())
        tops = case.evidence.sql("SELECT count(*) FROM entries WHERE steps = '[]' AND kind != 'pending'")[0][0]
        states = {state for (state,) in case.evidence.sql("SELECT DISTINCT state FROM failures")}
    assert tops == files
    assert "crashed" not in states
    assert summary.items > 300


@pytest.mark.shared
def test_real_mail_of_one_mailbox(run: Run, shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpora" / "legal-acceptance-2016-2018" / "eml"
    summary = run(tmp_path / "case", corpus, keys=(shared / "keys" / "published.tsv",))
    assert summary.places == 467
    assert summary.failures == 0
    assert summary.verdicts.get("contradicted", 0) == 0
    with Case.open(tmp_path / "case") as case:
        holding = sum(
            any(one.outcome.value == "pass" and one.measured.domain == "gmail.com" for one in judged.checked)
            for judged in case.evidence.judged()
        )
    assert holding == 158


@pytest.mark.shared
@pytest.mark.slow
def test_list_mail_as_files_and_as_one_mbox(run: Run, shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpora" / "linux-man" / "eml"
    keys = (shared / "keys" / "published.tsv",)
    files = run(tmp_path / "files", corpus, keys=keys)
    box = mailbox.mbox(tmp_path / "linux-man.mbox")
    for path in sorted(corpus.iterdir()):
        box.add(path.read_bytes())
    box.close()
    boxed = run(tmp_path / "boxed", tmp_path / "linux-man.mbox", keys=keys)
    assert files.places == boxed.places == 2500
    assert files.verdicts.get("contradicted", 0) == boxed.verdicts.get("contradicted", 0) == 0
    assert by_message_id(tmp_path / "files") == by_message_id(tmp_path / "boxed")
    with Case.open(tmp_path / "files") as case:
        intact = sum(
            any(one.body_hash_holds for one in entry.signatures if one.scheme.value == "dkim")
            for entry in case.evidence.entries(columns=("signatures",))
        )
    assert intact == 1844


def test_a_source_that_isnt_there_is_wrong_use(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give a file or a folder"):
        run(tmp_path / "case", tmp_path / "nothing")


def test_files_whose_names_are_not_utf8_are_taken_in_and_read_again(run: Run, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/dump/bo\xeete"
    Path(os.fsdecode(folder)).mkdir(parents=True)
    names = (b"caf\xe9.eml", b"caf\xe8.eml", b"caf\\xe9.eml", b"sub\x1a.eml")
    for number, name in enumerate(names):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(MAIL % number)
        os.utime(folder + b"/" + name, (1, 1))
    for _ in range(2):
        summary = run(tmp_path / "case", tmp_path / "dump")
        assert (summary.items, summary.places, summary.failures) == (4, 4, 0)
    with Case.open(tmp_path / "case") as case:
        assert case.custody.verify(originals=True).problems == ()
        paths = {path for (path,) in case.evidence.sql("SELECT path FROM places")}
    assert "bo\\xeete/caf\\xe9.eml" in paths


def test_a_case_is_no_dump(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(MAIL % 1)
    run(tmp_path / "case", tmp_path / "1.eml")
    with pytest.raises(UsageError, match="is a case"):
        run(tmp_path / "other", tmp_path / "case")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("name", ["", "campaign", "a b.example", "-", "x@campaign.example", "http://campaign.example"])
def test_a_custodian_is_a_domain(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "1.eml").write_bytes(MAIL % 1)
    with pytest.raises(UsageError, match="isn't a domain"):
        run(tmp_path / "case", tmp_path / "1.eml", custodians=(name,))


def test_a_file_without_keys_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(MAIL % 1)
    (tmp_path / "keys").write_bytes(b"\x7fELF\0\0")
    with pytest.raises(UsageError, match="holds no key"):
        run(tmp_path / "case", tmp_path / "1.eml", keys=(tmp_path / "keys",))


def test_a_run_that_broke_off_is_known(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1.eml").write_bytes(MAIL % 1)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("assay.engine.examine.rejudge", fail)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "case", tmp_path / "1.eml")
    with Case.open(tmp_path / "case") as case:
        broken = unfinished(case.custody.records())
        assert broken is not None
        assert broken.arguments == (str((tmp_path / "1.eml").resolve()), "--jobs", "2", "--recover-minutes", "0")
        assert "judging" in broken.left
    run(tmp_path / "case", tmp_path / "1.eml")
    with Case.open(tmp_path / "case") as case:
        assert unfinished(case.custody.records()) is None
        assert case.custody.verify().ok
