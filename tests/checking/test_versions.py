from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.checking import versions as checking_versions
from assay.checking.versions import NAMED, versions
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from assay.model.versions import Sort
from checking.conftest import LETTER, MAIL, NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assay.model.traits import Carried

FORM = (
    "I ask the board to count my vote at the meeting in May though I can't come to it, since I shall be abroad. "
    "My card is enclosed, and the form is signed twice as the rules of the club say in their second part. "
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A mail with a note, a loose version of it in which a sum differs, and a form that ten filled in."""
    folder: Path = tmp_path_factory.mktemp("alike")
    (folder / "dump").mkdir()
    (folder / "dump" / "mail.eml").write_bytes(MAIL.replace(NOTE.strip(), f"{NOTE}{LETTER}").encode())
    (folder / "dump" / "other.txt").write_text(f"{NOTE}{LETTER}".replace("7,300", "9,300"))
    for number in range(10):
        name = f"name{number} surname{number} of street{number} in town{number}"
        (folder / "dump" / f"form{number}.txt").write_text(f"{FORM}{name}. {FORM[::-1]}")
    examine(Options((folder / "dump",), folder / "case", recover_minutes=0.0, jobs=1), Silent())
    with Case.open(folder / "case") as opened:
        yield opened


def files(case: Case, path: str) -> tuple[Carried, ...]:
    (entry,) = case.evidence.entries(where="path = ?", params=[path])
    assert entry.traits is not None
    return entry.traits.files


def test_a_loose_document_and_the_attachment_that_it_was(case: Case) -> None:
    (one,) = versions(case, files(case, "other.txt"))
    assert (one.sort, one.count, one.name) == (Sort.VERSIONS, 2, "other.txt")
    here = next(other for other in one.others if other.this)
    there = next(other for other in one.others if not other.this)
    assert (here.loose, here.compared, here.differs) == (True, False, ())
    assert (there.loose, there.compared, there.verdict) == (False, True, "unproven")
    assert there.version.mails == 1
    assert [(change.dump, change.here) for change in there.differs] == [("7,300", "9,300")]


def test_the_attachments_of_a_mail_are_asked_about(case: Case) -> None:
    (one,) = versions(case, files(case, "mail.eml"))
    assert (one.name, [other.this for other in one.others].count(True)) == ("minutes.txt", 1)
    there = next(other for other in one.others if not other.this)
    assert {(change.dump, change.here) for change in there.differs} == {("9,300", "7,300")}


def test_of_a_form_some_are_named(case: Case) -> None:
    (one,) = versions(case, files(case, "form3.txt"))
    assert (one.sort, one.count, len(one.others)) == (Sort.FORM, 10, NAMED)
    assert not any(other.this or other.compared for other in one.others)


def test_only_the_nearest_are_compared(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_versions, "COMPARED", 0)
    (one,) = versions(case, files(case, "other.txt"))
    assert not any(other.compared for other in one.others)


def test_words_that_are_compared_are_bounded(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_versions, "MOST_WORDS", 1)
    (one,) = versions(case, files(case, "other.txt"))
    assert any(other.compared for other in one.others)
    monkeypatch.setattr(checking_versions, "MOST_WORDS", 0)
    (one,) = versions(case, files(case, "other.txt"))
    assert not any(other.compared for other in one.others)


def test_nothing_is_alike(case: Case) -> None:
    assert versions(case, ()) == []
