from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.case.who import Known, who_is
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent

if TYPE_CHECKING:
    from pathlib import Path

    import small_case


def said(known: Known) -> dict[str, list[tuple[str, int]]]:
    return {
        name: [(one.value, one.mails) for one in getattr(known, name)]
        for name in ("names", "addresses", "titles", "organisations", "phones")
    }


@pytest.mark.parametrize("name", ["Agnès Dupont", "dupont agnes", "agnes.dupont@rivage.example"])
def test_names_and_addresses_over_time(made: small_case.Made, name: str) -> None:
    with Case.open(made.path) as case:
        known = who_is(case.evidence, name)
    assert said(known)["names"][0][0] == "Agnès Dupont"
    assert said(known)["addresses"] == [("agnes.dupont@rivage.example", known.mails)]
    first, last = known.names[0].first, known.names[0].last
    assert first is not None
    assert last is not None
    assert first < last
    assert not known.cut


def test_nobody(made: small_case.Made) -> None:
    with Case.open(made.path) as case:
        for name in ("", "Nobody Here", "%", "dupont martin"):
            assert who_is(case.evidence, name).mails == 0


MAIL = """From: {author}
To: Bob <b@y.example>
Date: {day}
Subject: {subject}
Message-ID: <{subject}@x.example>

The papers are ready.

Best regards,
Ann Roe
{title}
Harbour Works Ltd
"""


def test_titles_and_organisations_of_the_blocks_that_sign(tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    mails = [
        ("Ann Roe <ann@x.example>", "Mon, 2 Jan 2017 10:00:00 +0000", "one", "Treasurer"),
        ("Ann Roe <roe@z.example>", "Mon, 1 May 2017 10:00:00 +0000", "two", "Director"),
        ("Carl Coe <c@x.example>", "Mon, 1 May 2017 11:00:00 +0000", "three", "Director"),
    ]
    for author, day, subject, title in mails:
        text = MAIL.format(author=author, day=day, subject=subject, title=title)
        (tmp_path / "dump" / f"{subject}.eml").write_bytes(text.replace("\n", "\r\n").encode())
    examine(Options((tmp_path / "dump",), tmp_path / "case", recover_minutes=0.0, jobs=1), Silent())
    with Case.open(tmp_path / "case") as case:
        found = said(who_is(case.evidence, "ann roe"))
    assert found["addresses"] == [("ann@x.example", 1), ("roe@z.example", 1)]
    assert found["titles"] == [("Director", 1), ("Treasurer", 1)]
    assert found["organisations"] == [("Harbour Works Ltd", 2)]
