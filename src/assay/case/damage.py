"""What stands in the evidence and was never written by Assay is damage, not a fault of the program."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from assay.model.errors import CaseDamaged
from assay.model.untrusted import untrusted
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 200
_VERDICTS = frozenset(verdict.value for verdict in Verdict)


@contextlib.contextmanager
def decoding() -> Iterator[None]:
    """Decode what was read from the evidence.

    Raises:
        CaseDamaged: a value isn't of the kind that is written there.
    """
    try:
        yield
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError) as error:
        told = untrusted(f"{error}")[:_LONGEST]
        raise CaseDamaged(
            f"the evidence holds what Assay doesn't write ({told}); `assay custody verify` says which file was changed"
        ) from error


def known_verdict(text: str) -> str:
    """A verdict as it stands in the evidence; empty where an item isn't judged.

    Raises:
        CaseDamaged: there is no such verdict.
    """
    if text and text not in _VERDICTS:
        raise CaseDamaged(
            f"the evidence holds {untrusted(text)[:_LONGEST]!r}, which is no verdict; `assay custody verify` says "
            "which file was changed"
        )
    return text
