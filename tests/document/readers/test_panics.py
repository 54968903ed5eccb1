from __future__ import annotations

import pytest

from assay.document.readers.panics import panics_named
from assay.model.errors import Unreadable


class PanicException(BaseException):
    pass


def test_a_panic_becomes_an_error() -> None:
    with pytest.raises(Unreadable, match="slice index"), panics_named():
        raise PanicException("slice index")


def test_an_interruption_stays_one() -> None:
    with pytest.raises(KeyboardInterrupt), panics_named():
        raise KeyboardInterrupt
