from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from assay.intake.guard import LONGEST_REASON, guarded, named, reason_of
from assay.intake.interface import REST, Limits, Member
from assay.model.errors import DiskFull, Encrypted, IntakeError, LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator

ONE = Member(step=Step("x", "one"), body=b"1", size=1)


def members(error: BaseException | None = None, count: int = 1) -> Generator[Member]:
    for _ in range(count):
        yield ONE
    if error is not None:
        raise error


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (ValueError("x"), Unreadable),
        (AssertionError(), Unreadable),
        (MemoryError(), LimitReached),
        (RecursionError(), LimitReached),
        (OSError(errno.ENOSPC, "full"), DiskFull),
        (OSError(errno.EIO, "broken"), Unreadable),
        (Encrypted("x"), Encrypted),
    ],
)
def test_whatever_is_raised_becomes_a_named_failure(raised: Exception, kind: type[IntakeError]) -> None:
    with pytest.raises(kind), named("doing it"):
        raise raised
    assert [type(m.error) for m in guarded("x", members(raised), Limits())] == [type(None), kind]


def test_interrupts_pass() -> None:
    with pytest.raises(KeyboardInterrupt):
        list(guarded("x", members(KeyboardInterrupt()), Limits()))


def test_the_failure_is_named_after_the_rest() -> None:
    last = list(guarded("x", members(ValueError("why")), Limits()))[-1]
    assert last.step == Step("x", REST)
    assert "why" in str(last.error)


def test_as_many_as_the_limit() -> None:
    assert [m.error for m in guarded("x", members(count=3), Limits(entries=3))] == [None] * 3
    assert [type(m.error) for m in guarded("x", members(count=9), Limits(entries=3))] == [type(None)] * 3 + [
        LimitReached
    ]


def test_names_can_be_stored() -> None:
    odd = Member(step=Step("x", "a\udce9b"), body=b"", size=0)

    def yields() -> Generator[Member]:
        yield odd

    assert [member.step.name for member in guarded("x", yields(), Limits())] == ["a\\xe9b"]


def test_reasons_are_short_and_printable() -> None:
    assert reason_of(ValueError("a\x00\x1b[31m\ud800" + "x" * 9999)).isprintable()
    assert len(reason_of(ValueError("x" * 9999))) == LONGEST_REASON
    assert reason_of(KeyError()) == "KeyError"
