from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case
from assay.engine.reader import Originals

if TYPE_CHECKING:
    import small_case


def test_it_reads_each_item_once(made: small_case.Made) -> None:
    wanted = sorted(made.items.values())[:3]
    with Case.open(made.path) as case:
        found = dict(Originals(case).read(wanted))
        assert list(Originals(case).read([])) == []
        assert list(Originals(case).read(["0" * 64])) == []
    assert sorted(found) == wanted
    assert all(found.values())
