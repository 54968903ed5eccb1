from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case, views
from assay.model.entry import Entry, Kind
from assay.model.errors import UsageError
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import small_case


@pytest.fixture(scope="module")
def case(made: small_case.Made) -> Iterator[Case]:
    with Case.open(made.path) as opened:
        yield opened


def test_pages_hold_every_item_once(case: Case, made: small_case.Made) -> None:
    seen: list[str] = []
    after = None
    while rows := views.page(case.evidence, after=after, limit=3):
        seen += [row.item for row in rows]
        after = views.Cursor(rows[-1].date, rows[-1].item)
    assert sorted(seen) == sorted(made.items.values())
    assert len(views.page(case.evidence, "contradicted")) == 1


def test_an_item_by_digest_message_id_path_and_end_of_path(case: Case, made: small_case.Made) -> None:
    item = made.items["plain"]
    for name in (item[:8], item.upper(), "4@rivage.example", "<4@rivage.example>", "plain.eml"):
        assert views.the_item(case.evidence, name).item == item
    again = views.the_item(case.evidence, "genuine-again.eml")
    assert again.item == made.items["genuine"]
    assert set(views.item(case.evidence, again).places) == {"genuine.eml", "copies/genuine-again.eml"}


def test_what_names_none_or_several(case: Case) -> None:
    with pytest.raises(UsageError, match="no item"):
        views.the_item(case.evidence, "nothing")
    with pytest.raises(UsageError, match="several items"):
        views.the_item(case.evidence, "1@rivage.example")
    for name in ("", "%", "_", "\x00", "\ud800", "'; DROP", "zz" * 40):
        assert views.candidates(case.evidence, name) == []


def test_counts(case: Case, made: small_case.Made) -> None:
    kinds = views.kind_counts(case.evidence)
    assert {kind: count for kind, (count, _) in kinds.items()} == {
        "message": 8, "document": 1, "container": 0, "failure": 1, "pending": 0,
    }  # fmt: skip
    assert views.sizes(case.evidence)[0] == len(made.items)
    assert sum(views.verdict_counts(case.evidence).values()) == len(made.items)
    assert views.failure_counts(case.evidence) == [("encrypted", "needs a password", 1)]
    assert views.failures(case.evidence)[0][0] == "locked\x1b[2J.zip"


def test_what_is_pending_counts_until_its_taken_in(tmp_path: Path) -> None:
    def row(kind: Kind, name: str) -> Entry:
        return Entry(kind=kind, place=Place("dump", name), stored=Stored(False, "/x", 0, 5), sha256=name, size=5)

    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "a", [row(Kind.PENDING, "1"), row(Kind.PENDING, "2")])
        assert views.kind_counts(case.evidence)["pending"] == (2, 10)
        case.evidence.write("take-in", "b", [row(Kind.MESSAGE, "1"), row(Kind.FAILURE, "2")])
        assert views.kind_counts(case.evidence)["pending"] == (0, 0)


def test_texts_and_rows(case: Case, made: small_case.Made) -> None:
    item = made.items["document"]
    assert views.texts(case.evidence, [item]) == {item: "Compte aux Bahamas\n"}
    assert views.texts(case.evidence, []) == views.rows(case.evidence, []) == {}
    assert views.rows(case.evidence, [item])[item].title == "=cmd.txt"


def test_a_name_that_isnt_utf_8_is_found_by_what_it_is(tmp_path: Path) -> None:
    name = "caf\udce9/\x1a\x1b[2J.eml"
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "a", [Entry(kind=Kind.MESSAGE, place=Place("dump", name), sha256="a" * 64)])
        for given in (name, f"dump/{name}", "\x1a\x1b[2J.eml", "aaaa"):
            row = views.the_item(case.evidence, given)
            assert (row.path, row.title) == (name, "\x1a\x1b[2J.eml")
            assert views.item(case.evidence, row).places == (name,)


def test_many_that_fit_are_not_all_listed(tmp_path: Path) -> None:
    rows = [
        Entry(kind=Kind.MESSAGE, place=Place("dump", str(number)), sha256=f"{number:064x}", message_id="same@x")
        for number in range(30)
    ]
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "a", rows)
        with pytest.raises(UsageError) as several:
            views.the_item(case.evidence, "same@x")
    lines = str(several.value).split("\n")
    assert len(lines) == 22
    assert lines[-1].strip() == "and more"


def test_an_item_before_judging(unjudged: small_case.Made) -> None:
    with Case.open(unjudged.path) as case:
        row = views.the_item(case.evidence, "twin.eml")
        assert (row.verdict, row.in_part, row.score) == ("", False, 0.0)
        assert views.item(case.evidence, row).judged is None
        assert views.verdict_counts(case.evidence) == {}
        assert views.page(case.evidence, "unproven") == []
        assert len(views.page(case.evidence)) == len(unjudged.items)


def test_an_empty_case(empty: Path) -> None:
    with Case.open(empty) as case:
        evidence = case.evidence
        assert views.page(evidence) == views.failures(evidence) == views.failure_counts(evidence) == []
        assert views.sizes(evidence) == (0, 0)
        assert set(views.kind_counts(evidence).values()) == {(0, 0)}
        assert views.signers(evidence) == set()
        with pytest.raises(UsageError, match="no item"):
            views.the_item(evidence, "aaaa")


def test_signers_are_those_of_all_signatures(case: Case) -> None:
    assert views.signers(case.evidence) == {("rivage.example", "s2017")}


def test_the_newest_come_first_and_the_undated_last(case: Case) -> None:
    dates = [row.date for row in views.page(case.evidence)]
    dated = [date for date in dates if date is not None]
    assert dated == sorted(dated, reverse=True)
    assert dates[len(dated) :] == [None] * 2


def test_failures_are_cut_only_where_asked(case: Case) -> None:
    assert views.failures(case.evidence, 0) == []
    assert len(views.failures(case.evidence, 1)) == 1
