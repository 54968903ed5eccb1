from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from assay.engine.backlog import Backlog

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.binary(max_size=30)), st.lists(st.binary(max_size=30)))
def test_pieces_come_back_in_their_order_as_often_as_asked(first: list[bytes], more: list[bytes]) -> None:
    with Backlog(None, first) as backlog:
        assert list(backlog) == first
        for piece in more:
            backlog.append(piece)
        assert list(backlog) == list(backlog) == first + more
        assert len(backlog) == len(first + more)


def test_the_file_has_no_name(tmp_path: Path) -> None:
    with Backlog(tmp_path, [b"x" * 100_000]) as backlog:
        assert list(tmp_path.iterdir()) == []
        assert bool(backlog)
