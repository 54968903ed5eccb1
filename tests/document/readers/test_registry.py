from __future__ import annotations

import contextlib

import pytest

from assay.document.bounds import Bounds
from assay.document.draft import Draft
from assay.document.readers.registry import READERS
from assay.intake.guard import named
from assay.model.errors import IntakeError


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("data", [b"", b"\0", b"nothing of the kind", b"PK\x03\x04" + b"\xff" * 40])
def test_a_reader_that_gets_something_else_says_so_or_reads_nothing(kind: str, data: bytes) -> None:
    draft = Draft("", Bounds())
    with contextlib.suppress(IntakeError), named("it's damaged"):
        READERS[kind](data, draft)
    assert len(draft.pages) <= 1


def test_every_reader_is_documented() -> None:
    assert all(reader.__doc__ for reader in READERS.values())
