from __future__ import annotations

import pytest

from assay.case.log import Record
from assay.case.runs import BEGAN, ENDED, JUDGED, SEALED, digests, runs, texts, unfinished


def record(seq: int, event: str, **facts: object) -> Record:
    return Record(seq, f"time {seq}", event, facts, "user", "host", "tool", "")


STAGES = ("taking in", "judging", "indexing and recovering keys")


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ((BEGAN,), STAGES),
        ((BEGAN, "source added", SEALED), STAGES[1:]),
        ((BEGAN, SEALED, JUDGED), STAGES[2:]),
        ((BEGAN, SEALED, JUDGED, ENDED, BEGAN), STAGES),
        ((BEGAN, BEGAN, SEALED), STAGES[1:]),
    ],
)
def test_a_run_that_was_broken_off_says_what_is_left(events: tuple[str, ...], left: tuple[str, ...]) -> None:
    found = unfinished(record(number, event, arguments=["a b"]) for number, event in enumerate(events, 1))
    assert found is not None
    assert (found.left, found.arguments) == (left, ("a b",))
    assert found.seq == len(events) - events[::-1].index(BEGAN)


@pytest.mark.parametrize("events", [(), (SEALED, JUDGED), (BEGAN, SEALED, JUDGED, ENDED), (BEGAN, ENDED, JUDGED)])
def test_a_run_that_ended_leaves_nothing(events: tuple[str, ...]) -> None:
    assert unfinished(record(number, event) for number, event in enumerate(events, 1)) is None


def test_each_run_keeps_what_it_found() -> None:
    first, second = runs([
        record(1, BEGAN, damage=["the shard x was changed"]), record(2, ENDED), record(3, BEGAN, differences=["keys"])
    ])  # fmt: skip
    assert (first.damage, first.differences, first.left) == (("the shard x was changed",), (), ())
    assert (second.seq, second.time, second.differences) == (3, "time 3", ("keys",))


@pytest.mark.parametrize("value", [None, 3, "text", ["a", 1, None], {"a": 1}])
def test_only_what_is_of_the_kind_is_read(value: object) -> None:
    assert texts(value) == (("a",) if isinstance(value, list) else ())
    assert digests(value) == ({"a": "1"} if isinstance(value, dict) else {})
