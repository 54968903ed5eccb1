from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from assay.corpus.spill import Spill

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.binary(max_size=20)), st.data())
def test_bytes_come_back_whenever_they_are_read(pieces: list[bytes], data: st.DataObject) -> None:
    spill = Spill()
    put = []
    for piece in pieces:
        put.append((piece, spill.put(piece)))
        before, spilled = data.draw(st.sampled_from(put))
        assert spilled.read() == before
    assert [spilled.read() for _, spilled in put] == pieces


def test_the_file_has_no_name_and_ends_with_it(tmp_path: Path) -> None:
    spill = Spill(tmp_path)
    spilled = spill.put(b"x" * 100_000)
    assert list(tmp_path.iterdir()) == []
    file = spill._file
    del spill, spilled
    assert file.closed
