"""The one place where whatever a parser throws at hostile bytes becomes a named failure."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING

import msgspec

from assay.intake.interface import REST, Limits, Member
from assay.intake.names import shown
from assay.model.errors import DiskFull, IntakeError, LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

LONGEST_REASON = 300
"""Characters of a library's message that are kept: it may quote the hostile bytes."""


def reason_of(error: BaseException) -> str:
    """What an exception says, short and printable."""
    text = str(error).encode("utf-8", "backslashreplace").decode()
    text = "".join(sign if sign.isprintable() else " " for sign in text)[:LONGEST_REASON].strip()
    return text or type(error).__name__


@contextlib.contextmanager
def named(what: str) -> Iterator[None]:
    """Turn any exception of a library into an `IntakeError`.

    Args:
        what: what was being done, for people.

    Raises:
        LimitReached: memory, recursion or disk ran out.
        Unreadable: anything else.
    """
    try:
        yield
    except IntakeError:
        raise
    except (MemoryError, RecursionError) as error:
        raise LimitReached(f"{what}: {type(error).__name__}") from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(f"{what}: the disk of the case is full; free some space and examine again") from error
        raise Unreadable(f"{what}: {reason_of(error)}") from error
    except Exception as error:
        raise Unreadable(f"{what}: {reason_of(error)}") from error


def guarded(container: str, members: Generator[Member], limits: Limits) -> Iterator[Member]:
    """Pass members on; end with one named failure where the container breaks or holds too many.

    Args:
        container: the word for `Step.container`.
        members: what the container yields; may raise anything.
        limits: the bounds; `entries` is held here.
    """
    count = 0
    with contextlib.closing(members):
        while True:
            try:
                with named(f"{container} is damaged"):
                    member = next(members, None)
            except IntakeError as error:
                yield Member(step=Step(container, REST), error=error)
                return
            if member is None:
                return
            if count >= limits.entries:
                yield Member(step=Step(container, REST), error=LimitReached(f"more than {limits.entries} entries"))
                return
            count += 1
            yield _encodable(member)


def _encodable(member: Member) -> Member:
    """The member with a name that can be stored: lone surrogates, which libraries let through, are written out."""
    if not any("\ud800" <= sign <= "\udfff" for sign in member.step.name):
        return member
    name = shown(member.step.name)
    return msgspec.structs.replace(member, step=msgspec.structs.replace(member.step, name=name))
