from __future__ import annotations

import io
from typing import TYPE_CHECKING

from assay.intake.interface import Limits
from assay.intake.spool import Budget
from assay.intake.yielding import deliver
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Callable

STEP = Step("x", "name")
LIMITS = Limits(member_bytes=100)


def breaking(after: int) -> Callable[[int], bytes]:
    source = io.BytesIO(b"x" * after)

    def read(size: int) -> bytes:
        data = source.read(size)
        if not data:
            raise ValueError("broken off")
        return data

    return read


def test_all_of_it() -> None:
    (member,) = deliver(STEP, io.BytesIO(b"data").read, Budget(LIMITS, 10), notes={"a": 1}, reconstructed=True)
    assert (member.body, member.size, member.notes, member.reconstructed) == (b"data", 4, {"a": 1}, True)


def test_what_could_be_read_and_a_failure_for_the_rest() -> None:
    first, rest = deliver(STEP, breaking(5), Budget(LIMITS, 10))
    assert first.body == b"xxxxx"
    assert "broken off" in first.notes["damaged"]
    assert rest.step.name == "name (rest of the entry)"
    assert rest.error is not None


def test_nothing_could_be_read() -> None:
    (member,) = deliver(STEP, breaking(0), Budget(LIMITS, 10))
    assert member.error is not None


def test_what_a_bomb_unpacks_to_is_not_kept_and_not_counted() -> None:
    budget = Budget(LIMITS, 10)
    (member,) = deliver(STEP, io.BytesIO(b"x" * 101).read, budget)
    assert member.error is not None
    assert member.error.state == "limit"
    assert member.body is None
    assert budget.spent == 0
