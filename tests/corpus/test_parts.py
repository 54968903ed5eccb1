from __future__ import annotations

from assay.corpus.parts import PARTS
from assay.corpus.registry import relations


def test_each_relation_is_learned_by_one_part() -> None:
    assert sorted(name for names in PARTS.values() for name in names) == sorted(relations(()))
