from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from assay.intake.interface import Limits
from assay.intake.spool import Body, Budget, Window, fill, size_of, temporary, window
from assay.model.errors import LimitReached

if TYPE_CHECKING:
    from pathlib import Path


def test_a_window() -> None:
    file = io.BytesIO(b"0123456789")
    part = io.BufferedReader(Window(file, 2, 5))
    assert part.read() == b"23456"
    assert part.seek(-2, 2) == 3
    assert part.read(10) == b"56"
    assert part.seek(100) == 100
    assert part.read() == b""
    with pytest.raises(ValueError, match="negative"):
        Window(file, 2, 5).seek(-1)


def test_few_bytes_in_memory_many_in_scratch(tmp_path: Path) -> None:
    limits = Limits(memory_bytes=10, scratch=tmp_path)
    body = Body(limits)
    body.write(b"12345")
    assert body.result() == b"12345"
    body.write(b"67890x")
    result = body.result()
    assert not isinstance(result, bytes)
    assert result.read() == b"1234567890x"
    body.close()
    assert result.closed
    assert not list(tmp_path.iterdir())


def test_without_scratch_it_stays_in_memory() -> None:
    body = Body(Limits(memory_bytes=10))
    body.write(b"x" * 11)
    assert isinstance(body.result(), io.BytesIO)
    assert isinstance(temporary(Limits()), io.BytesIO)


def test_too_large() -> None:
    body = Body(Limits(member_bytes=10))
    with pytest.raises(LimitReached):
        body.write(b"x" * 11)


def test_the_budget_of_a_container() -> None:
    budget = Budget(Limits(ratio=10, ratio_from=50), 100)
    budget.spend(1000)
    budget.refund(1)
    budget.spend(1)
    with pytest.raises(LimitReached):
        budget.spend(1)
    assert Budget(Limits(ratio=10, ratio_from=50), 1).allowed() == 50


def test_filling_tells_why_it_stopped() -> None:
    limits = Limits(ratio=2, ratio_from=4)
    assert fill(Body(limits), io.BytesIO(b"x" * 100).read, Budget(limits, 1000)) is None
    assert isinstance(fill(Body(limits), io.BytesIO(b"x" * 100).read, Budget(limits, 10)), LimitReached)
    assert isinstance(fill(Body(limits), io.BytesIO(b"x" * 100).read, Budget(limits, 1000), 10), LimitReached)

    def broken(_: int) -> bytes:
        raise KeyError("x")

    assert fill(Body(limits), broken, Budget(limits, 10)) is not None


def test_bytes_of_a_container() -> None:
    file = io.BytesIO(b"0123456789")
    assert window(file, 1, 3, Limits()) == b"123"
    stream = window(file, 1, 3, Limits(memory_bytes=2))
    assert not isinstance(stream, bytes)
    assert stream.read() == b"123"
    assert size_of(file) == 10
