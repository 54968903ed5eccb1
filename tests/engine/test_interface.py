from __future__ import annotations

import msgspec
import pytest

from assay.engine.interface import Bounds, Crashed, Done, Progress, Task


def test_what_travels_is_frozen() -> None:
    task = Task("1", b"x")
    for struct in (task, Done(task, b""), Crashed(task, "crashed", "", ""), Progress(0, 0, ()), Bounds()):
        with pytest.raises(AttributeError):
            setattr(struct, struct.__struct_fields__[0], None)


def test_the_bounds_of_an_entry_are_60_seconds_and_a_gibibyte() -> None:
    assert Bounds() == Bounds(item_seconds=60.0, item_memory=1 << 30)


def test_outcomes_survive_messagepack() -> None:
    crashed = Crashed(Task("1", b"\xff"), "memory", "why", "where")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(crashed), type=Crashed) == crashed
