from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case
from assay.engine.carriers import DEPTH, Carriers, outer_files
from assay.model.entry import INSIDE_OF, Entry, Kind
from corpus.entries import digest, document, file, mail

if TYPE_CHECKING:
    from pathlib import Path


def inside(name: object, outer: object) -> Entry:
    one = document(file(name))
    return Entry(
        kind=Kind.DOCUMENT,
        place=one.place,
        sha256=one.sha256,
        traits=one.traits,
        notes={INSIDE_OF: digest(f"file {outer}")},
    )


def test_mails_by_the_files_that_they_carry(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        rows = [mail("a", "x@y", file("zip"), file("zip")), mail("b", "x@y", file("sheet")), mail("c", "x@y")]
        rows += [inside("sheet", "zip"), inside("nested", "sheet"), document(file("alone")), document(file("sheet"))]
        case.evidence.write("take-in", "0", rows)
        found = Carriers(case)
        assert found.of(digest("file zip")) == {digest("a"): False}
        assert found.of(digest("file sheet")) == {digest("b"): False, digest("a"): True}
        assert found.of(digest("file nested")) == {digest("b"): True, digest("a"): True}
        assert found.of(digest("file alone")) == {}
        assert set(found.dates) == {digest("a"), digest("b")}
        assert outer_files(case)[digest("file nested")] == (digest("file sheet"),)


def test_files_inside_of_one_another_end(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        rows = [inside("one", "two"), inside("two", "one"), mail("a", "x@y", file("one"))]
        rows += [inside(number, number + 1) for number in range(DEPTH + 5)]
        rows.append(mail("far", "x@y", file(DEPTH + 5)))
        case.evidence.write("take-in", "0", rows)
        found = Carriers(case)
        assert found.of(digest("file two")) == {digest("a"): True}
        assert found.of(digest("file 0")) == {}
        assert found.of(digest("file 9")) == {digest("far"): True}
