from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case
from assay.engine.learned import Corpus, corpus_of, keep
from assay.engine.unit import TAKE_IN
from assay.model.context import Context, OddSelector, Thread
from assay.model.corpus import Copy, Way
from assay.model.entry import Entry, Kind
from assay.model.place import Place

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = "a" * 64, "b" * 64
ODD = OddSelector("x.example", "s", ("t",), 9, "")


def entry(item: str) -> Entry:
    return Entry(kind=Kind.MESSAGE, place=Place("dump", item), sha256=item)


def test_each_shard_gets_what_all_parts_know_of_its_own_items(tmp_path: Path) -> None:
    thread = Thread(parent=OTHER)
    copies = {ONE: (Copy(OTHER, same=True, separate=False, vouched=False),)}
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [entry(ONE), entry(OTHER)])
        case.evidence.write(TAKE_IN, "b", [entry(OTHER)])
        keep(case, "first", Corpus(copies, {"": Way(1, 2)}, {OTHER: "a"}), {"thread": {ONE: thread}})
        keep(case, "second", Corpus(), {"selectors": {ONE: ODD, OTHER: ODD}, "quotations": {OTHER: ()}})
        first, second, nothing = (corpus_of(case, shard) for shard in "abc")
    assert first.copies == copies
    assert first.contexts == {ONE: Context(thread=thread, selectors=ODD), OTHER: Context(selectors=ODD)}
    assert second.copies == {}
    assert second.contexts == {OTHER: Context(selectors=ODD)}
    assert first.ways == second.ways == {"": Way(1, 2)}
    assert first.owners == second.owners == {OTHER: "a"}
    assert nothing == Corpus()


def test_a_part_that_is_learned_again_takes_the_place_of_what_it_learned(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [entry(ONE)])
        keep(case, "part", Corpus(), {"selectors": {ONE: ODD}})
        keep(case, "part", Corpus(), {"thread": {ONE: Thread()}})
        assert corpus_of(case, "a").contexts == {ONE: Context(thread=Thread())}
        assert not list(case.scratch.glob("*.part"))
