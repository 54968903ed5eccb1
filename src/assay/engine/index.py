"""The search index of a case, brought up to the evidence in a worker of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.case.index.build import update
from assay.case.index.source import Rows
from assay.model.errors import REFUSALS, CaseDamaged, CaseLocked

if TYPE_CHECKING:
    from assay.engine.interface import Beat


def run(payload: bytes, beat: Beat) -> bytes:
    """Brings the index of a case up to its evidence, in a worker.

    Args:
        payload: the case folder.
        beat: told of every item.

    Returns:
        Kind of error and its words, MessagePack, if the case is to blame; else nothing.
    """
    with Case.join(os.fsdecode(payload)) as case:
        try:
            update(case.path / "index", Rows(case.evidence), lambda items: beat("", items, 0))
        except (CaseLocked, CaseDamaged) as error:
            return msgspec.msgpack.encode((type(error).__name__, str(error)))
        except ValueError as error:  # tantivy passes the system's refusal on as text of its own
            number = next((number for number in REFUSALS if os.strerror(number) in str(error)), None)
            if number is None:
                raise
            raise OSError(number, os.strerror(number), str(case.path / "index")) from error
    return b""
