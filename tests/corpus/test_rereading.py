from __future__ import annotations

from assay.corpus.rereading import Unread


def test_nothing_is_read() -> None:
    assert list(Unread().read(["a" * 64])) == []
