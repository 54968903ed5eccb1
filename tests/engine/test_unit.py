from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.engine.unit import (
    CHANGED,
    META_RETRY,
    META_UNITS,
    META_VERSION,
    TAKE_IN,
    VERSION,
    Unit,
    done,
    pending,
    pending_unit,
)
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Step, Stored

if TYPE_CHECKING:
    from pathlib import Path

ONE = Unit(Place("dump", "1.eml"), Stored(False, "/x/1.eml", 0, 9), 1)


def meta(version: int = VERSION, *, retry: bool = False) -> dict[str, object]:
    return {META_UNITS: msgspec.to_builtins((ONE,)), META_VERSION: version, META_RETRY: retry}


def test_what_is_done_stays_done_unless_it_may_go_better_now(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [], meta())
        assert done(case).units == {ONE.id}
        assert done(case).again == {}
        case.evidence.write(TAKE_IN, "a", [], meta(retry=True))
        assert done(case).again == {"a": (ONE,)}
        case.evidence.write(TAKE_IN, "a", [], meta(version=VERSION - 1))
        assert done(case).again == {"a": (ONE,)}


def test_pending_rows_are_units_until_they_are_done(tmp_path: Path) -> None:
    place = Place("dump", "mail.zip").inside(Step("zip", "1.eml"))
    row = Entry(kind=Kind.PENDING, place=place, stored=Stored(True, "originals/a.pack", 8, 9), size=9)
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [row], meta())
        (unit,) = pending(case, frozenset())
        assert (unit.place, unit.stored) == (place, row.stored)
        assert not list(pending(case, frozenset({unit.id})))


def test_a_member_of_a_file_that_changed_is_another_unit() -> None:
    place = Place("dump", "mail.zip").inside(Step("zip", "1.eml"))
    row = Entry(
        kind=Kind.PENDING, place=place, stored=Stored(True, "originals/a.pack", 8, 9), notes={CHANGED: 7}, size=9
    )
    later = msgspec.structs.replace(row, notes={CHANGED: 8})
    older = msgspec.structs.replace(row, notes={})
    assert [pending_unit(one).changed for one in (row, later, older)] == [7, 8, 0]
    assert len({pending_unit(one).id for one in (row, later, older)}) == 3


def test_an_identity_is_of_place_size_and_time() -> None:
    others = [
        msgspec.structs.replace(ONE, place=Place("dump", "2.eml")),
        msgspec.structs.replace(ONE, stored=Stored(False, "/x/1.eml", 0, 10)),
        msgspec.structs.replace(ONE, changed=2),
    ]
    assert len({one.id for one in (ONE, *others)}) == 4
