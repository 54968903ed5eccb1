from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from assay.examiners.file_times import FileTimes, _releases
from assay.examiners.interface import Subject
from assay.model.context import Carriage, Context
from assay.model.entry import Entry, Kind
from assay.model.place import Place
from assay.model.traits import Carried, Traits

if TYPE_CHECKING:
    from assay.model.finding import Finding


def at(text: str) -> float:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC).timestamp()


NOW = at("2017-05-06")


def of(kind: str = "ooxml", facts: dict[str, str] | None = None, now: float = NOW, **times: str) -> Subject:
    file = Carried(
        "", "bail\x1b.docx", "x/y", "a" * 64, 9, kind, facts or {}, {name: at(text) for name, text in times.items()}
    )
    entry = Entry(kind=Kind.DOCUMENT, place=Place("s", "bail.docx"), sha256="a" * 64, traits=Traits(files=(file,)))
    return Subject(entry=entry, now=now)


def found(one: Subject) -> list[Finding]:
    return list(FileTimes().examine(one))


def only(one: Subject) -> tuple[str, str]:
    (finding,) = found(one)
    assert (finding.code, finding.direction) == ("document-impossible", "against")
    assert "\x1b" not in finding.summary
    return finding.strength.value, finding.summary


OFFICE = {"application": "Microsoft Office Word", "version": "16.0000"}


@pytest.mark.parametrize(
    "fine",
    [
        of(),
        of(created="2016-01-01", modified="2017-01-01"),
        of(created="2017-01-02", modified="2017-01-01"),
        of(created="1996-10-14", modified="2012-01-01"),
        of(modified="1980-01-01"),
        of(facts=OFFICE, created="2009-01-01", modified="2016-01-01"),
        of(facts={**OFFICE, "application": "LibreOffice/4.4"}, modified="2015-01-01"),
        of("jpeg", modified="2030-01-01"),
        of(modified="2030-01-01", now=0.0),
        of(modified="2090-01-01"),
        of("pdf", {"producer": "Microsoft® Word 2013"}, created="2009-01-01", xmp_modified="2014-01-01"),
    ],
)
def test_what_can_be(fine: Subject) -> None:
    assert found(fine) == []


def test_saved_before_its_program_was_out() -> None:
    strength, summary = only(of(facts=OFFICE, created="2008-01-01", modified="2009-03-02"))
    assert strength == "moderate"
    assert "its last time is 2 March 2009, when Microsoft Office 2016 wasn't out yet (since January 2015)" in summary
    assert "Innocent" in summary


def test_saved_before_its_format_was_there() -> None:
    assert "Office Open XML" in only(of(modified="2003-01-01"))[1]
    assert "OpenDocument" in only(of("odf", modified="2001-01-01"))[1]
    assert "LibreOffice 6" in only(of("odf", {"application": "LibreOffice/6.1.2$Linux"}, modified="2014-01-01"))[1]
    assert found(of("ole", modified="1998-01-01")) == []


def test_saved_before_it_was_made() -> None:
    strength, summary = only(of(created="2016-06-05", modified="2015-01-01"))
    assert strength == "moderate"
    assert "made on 5 June 2016 and last saved before that, on 1 January 2015" in summary
    assert only(of("pdf", created="2016-06-05", modified="2015-01-01"))[0] == "weak"


def test_days_to_come() -> None:
    assert "30 August 2018, which hadn't come when it was examined (6 May 2017)" in only(of(modified="2018-08-30"))[1]


def test_mails_arent_accused_of_a_clock() -> None:
    one = of(modified="2018-08-30")
    mail = replace(one, entry=replace(one.entry, kind=Kind.MESSAGE))
    assert only(mail)[0] == "weak"


def test_a_signed_mail_carries_it() -> None:
    one = of(modified="2018-08-30")
    vouched = replace(one, context=Context(carried=(Carriage("a" * 64, "x", proven=("b" * 64,)),)))
    strength, summary = only(vouched)
    assert strength == "weak"
    assert "A signed mail carries the same file" in summary


def test_each_release_names_its_source_and_is_told_by_something() -> None:
    for one in _releases():
        assert one.source
        assert one.kind or (one.fact and one.form)
        assert 2000 < one.since.year < 2030
