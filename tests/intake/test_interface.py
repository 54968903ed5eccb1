from __future__ import annotations

import msgspec
import pytest

from assay.intake.interface import MIB, Limits, Member
from assay.model.place import Step


def test_the_limits_of_the_design() -> None:
    limits = Limits()
    assert (limits.depth, limits.ratio, limits.ratio_from, limits.entries) == (10, 100, MIB, 1_000_000)
    assert (limits.member_bytes, limits.memory_bytes) == (512 * MIB, 8 * MIB)


def test_nothing_that_travels_is_mutated() -> None:
    member = Member(step=Step("zip", "x"))
    with pytest.raises(AttributeError):
        member.size = 3  # type: ignore[misc]
    assert msgspec.structs.replace(member, size=3).size == 3
