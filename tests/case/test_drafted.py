from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case, Judged
from assay.case.drafted import drafted, replace
from assay.model.errors import CaseDamaged
from assay.model.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from pathlib import Path


def judged(item: str, verdict: Verdict = Verdict.UNPROVEN) -> Judged:
    return Judged(item, Judgement(verdict, False, 0.0, f"said of {item} \udc80", ()))


def test_some_rows_are_replaced_and_the_others_stay(tmp_path: Path) -> None:
    items = [f"{number:064}" for number in range(2_500)]
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write_verdicts("new", "a", map(judged, items))
        case.evidence.write_verdicts("new", "b", [judged("other")])
        wanted = {items[3], items[2_400], "nowhere", "other"}
        found = {one.item: (shard, one) for shard, one in drafted(case.evidence, "new", wanted)}
        assert {item: shard for item, (shard, _) in found.items()} == {items[3]: "a", items[2_400]: "a", "other": "b"}
        assert found["other"][1] == judged("other")
        changed = {item: judged(item, Verdict.SUSPECT) for item in (items[3], items[2_400])}
        replace(case.evidence, "new", "a", changed)
        case.evidence.commit_generation("new")
        after = {one.item: one for one in case.evidence.judged()}
    assert after == {item: changed.get(item, judged(item)) for item in [*items, "other"]}


def test_a_damaged_shard_is_told(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write_verdicts("new", "a", [judged("x")]).write_bytes(b"no")
        with pytest.raises(CaseDamaged):
            list(drafted(case.evidence, "new", {"x"}))
