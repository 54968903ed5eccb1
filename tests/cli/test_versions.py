from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.case import Case, versions
from assay.checking.decide import MANY
from assay.checking.result import Change
from assay.checking.versions import Other, Versions
from assay.cli.versions import CHANGES, LISTED, show_versions, version_rows
from assay.model.versions import Age, Group, Sort, Source, Version
from command_line import ACTIVE
from corpus.entries import document, file

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    import small_case
    from command_line import Run

DAY = 86_400.0
T0 = 1_490_000_000.0


def other(number: int, *, this: bool = False, **more: object) -> Other:
    version = Version(
        sha256=f"{number:064x}",
        item=f"{number + 900:064x}",
        name=f"plan\x1b-{number}.docx",
        size=9,
        carriers=("c" * 64,),
        mails=1_200,
        seconds=T0 + number * DAY,
        by=Source.SAVED,
        ages=(Age(Source.MAIL, T0, mail="m" * 64), Age(Source.UPDATES, number=3)),
        conflicts=("It can't be \x1b[2J.",),
    )
    settings = {"verdict": "unproven", "in_part": False, "loose": False, **more}
    return Other(version, this=this, **settings)


def of(*others: Other, sort: Sort = Sort.VERSIONS, looks: bool = False) -> Versions:
    return Versions("f" * 64, "plan\x1b.docx", sort, looks, len(others), others)


def shown(found: Versions, capsys: pytest.CaptureFixture[str]) -> str:
    show_versions([found])
    out = capsys.readouterr().out
    assert not ACTIVE & set(out)
    return out


def test_each_version_with_its_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    change = Change("amount", "40 000", "48 400\x1b")
    out = shown(of(other(1, compared=True, differs=(change,)), other(2, this=True, loose=True)), capsys)
    assert "1. 2017-03-21 08:53" in out
    assert "(this one)" in out
    assert "carried by 1,200 mails (cccccccccccc)" in out
    assert "whose verdict vouches for its files" in out
    assert "appended to 3 times" in out
    assert "conflict: It can't be" in out
    assert "amount: there “40 000”, here “48 400" in out


def test_many_places_are_rather_a_form(capsys: pytest.CaptureFixture[str]) -> None:
    changes = tuple(Change("number", str(number), str(number + 1)) for number in range(MANY + 1))
    out = " ".join(shown(of(other(1, compared=True, differs=changes), other(2, this=True)), capsys).split())
    assert f"in {MANY + 1} places, rather as another filling of one form than as a version:" in out
    assert f"and {MANY + 1 - CHANGES} more" in out
    few = " ".join(shown(of(other(1, compared=True, differs=changes[1:]), other(2, this=True)), capsys).split())
    assert "rather" not in few


def test_the_same_words_and_nothing_known(capsys: pytest.CaptureFixture[str]) -> None:
    bare = Version(sha256="a" * 64, item="a" * 64, name="", size=1)
    same = Other(bare, "", in_part=False, loose=True, this=False, compared=True)
    out = shown(of(same, other(2, this=True), looks=True), capsys)
    assert "its words are those of this one" in out
    assert "no date" in out
    assert "nothing tells its age" in out
    assert "They look alike; their text isn't known." in out


def test_of_many_those_around_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    many = [other(number, this=number == 30) for number in range(40)]
    out = shown(of(*many), capsys)
    assert out.count("docx  ") == LISTED
    assert " 31. " in out
    assert f"and {40 - LISTED} more" in out


def test_a_form_is_told_from_versions(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(of(other(1), other(2), other(3), sort=Sort.FORM), capsys)
    assert "2 other documents are alike" in out
    assert "They aren't counted as versions." in " ".join(out.split())


def test_rows_for_programs() -> None:
    (row,) = version_rows([of(other(1, compared=True, differs=(Change("date", "a", "b"),)), other(2, this=True))])
    assert json.loads(json.dumps(row)) == row
    assert (row["sort"], row["count"], row["looks"]) == ("versions", 2, False)
    first = row["documents"][0]
    assert (first["date"], first["dated_by"]) == ("2017-03-21T08:53:20Z", "saved")
    assert first["ages"][0] == {"source": "mail", "date": "2017-03-20T08:53:20Z", "number": None, "mail": "m" * 64}
    assert first["differs"] == [{"kind": "date", "there": "a", "here": "b", "before": "", "after": ""}]


def test_show_says_them(run: Run, made: small_case.Made, tmp_path: Path) -> None:
    plain = json.loads(run("show", made.items["plain"], "--json")[1])
    assert plain["versions"] == []
    case = tmp_path / "case"
    item = made.items["document"]
    with Case.create_or_open(case) as opened:
        carried = replace(file("x"), sha256=item, name="=cmd.txt")
        opened.evidence.write("take-in", "0", [document(carried)])
        group = Group(1, Sort.VERSIONS, False, (other(1).version, Version(item, item, "=cmd.txt", 1)))
        versions.keep(opened.evidence, "1", [group])
        opened.evidence.commit_generation("1")
    found = json.loads(run("show", item, "--json", case=case)[1])
    assert [one["this"] for one in found["versions"][0]["documents"]] == [False, True]
    assert "Versions of =cmd.txt: 2, the oldest first." in run("show", item, case=case)[1]
