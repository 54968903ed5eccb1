"""The exceptions of Assay, as a tree.

AssayError
├── UsageError            the command was used wrongly                        exit 2
├── CaseError
│   ├── CaseLocked        another process works on the case                   exit 2
│   └── CaseDamaged       the case folder isn't what was written              exit 3
│       └── OriginalChanged   an original isn't the bytes that were taken in  exit 3
├── IntakeError           one entry of a dump couldn't be taken in; carries a state
│   ├── Unreadable        permanently broken, because …
│   ├── Encrypted         needs a password
│   ├── LimitReached      a bound against hostile input was hit
│   │   └── DiskFull      … of the disk: try again once there is space
│   └── ToolMissing       try again once a system program is there
└── KeyFormatError        a key file or a key record can't be read
"""

from __future__ import annotations

import errno
from typing import ClassVar, Final

REFUSALS: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What only writing meets: an error with such a number is about the disk of the case, never about a dump's entry."""


class AssayError(Exception):
    """Anything that Assay raises on purpose; the message is for people and says what to do next."""


class UsageError(AssayError):
    """The command was used wrongly."""


class CaseError(AssayError):
    """Something about the case folder."""


class CaseLocked(CaseError):
    """Another process works on the case."""


class CaseDamaged(CaseError):
    """The case folder isn't what was written."""


class OriginalChanged(CaseDamaged):
    """An original isn't the bytes that were taken in."""


class IntakeError(AssayError):
    """One entry of a dump couldn't be taken in; the run goes on.

    Attributes:
        state: the word that stands in tables for this kind of failure.
        retry: whether another run may succeed (a missing tool) or not (broken bytes).
    """

    state: ClassVar[str] = "failed"
    retry: ClassVar[bool] = False


class Unreadable(IntakeError):
    """The bytes are permanently broken."""

    state = "unreadable"


class Encrypted(IntakeError):
    """The bytes need a password."""

    state = "encrypted"


class LimitReached(IntakeError):
    """A bound against hostile input was hit."""

    state = "limit"


class DiskFull(LimitReached):
    """The disk of the case is full; another run, with more space, may succeed."""

    state = "disk full"
    retry = True


class ToolMissing(IntakeError):
    """A system program is missing; `assay doctor` says how to get it."""

    state = "tool missing"
    retry = True


class KeyFormatError(AssayError):
    """A key file or a key record can't be read."""


def refused(error: BaseException) -> bool:
    """Whether the system refuses to write, so that nothing that follows can be kept either."""
    return isinstance(error, OSError) and error.errno in REFUSALS
