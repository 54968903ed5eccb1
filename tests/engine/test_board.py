from __future__ import annotations

import tempfile
import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from assay.engine.board import HEAD, ROOM, SIZE, Board, Note


def board() -> tuple[Board, Board]:
    with tempfile.TemporaryFile() as file:
        file.truncate(SIZE)
        return Board(file.fileno()), Board(file.fileno())


@given(st.text(), st.integers(0, 2**63), st.integers(0, 2**63))
def test_a_note_is_read_as_it_was_written(where: str, items: int, size: int) -> None:
    writer, reader = board()
    writer.note(where, items, size)
    assert reader.read() == Note(2, items, size, where.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))


@given(st.characters(exclude_categories=[]))
def test_a_long_where_is_cut(char: str) -> None:
    writer, reader = board()
    writer.note(char * 10_000, 1, 2)
    where = reader.read().where
    assert len(where) <= ROOM
    assert where[: ROOM // 8].encode("utf-8", "surrogatepass")


def test_every_note_changes_the_count() -> None:
    writer, reader = board()
    counts = []
    for _ in range(3):
        writer.note("same", 0, 0)
        counts.append(reader.read().beats)
    writer.clear()
    counts.append(reader.read().beats)
    assert counts == [2, 4, 6, 8]
    assert reader.read().where == ""


def test_a_note_half_written_at_a_crash_is_still_read() -> None:
    writer, reader = board()
    writer.note("whole", 1, 2)
    HEAD.pack_into(writer._memory, 0, 3, 9, 9, 1 << 31)
    assert reader.read().items == 9
    assert reader.read().where.startswith("whole")


def test_a_reader_beside_a_fast_writer_sees_whole_notes() -> None:
    writer, reader = board()
    end = time.monotonic() + 0.3

    def write() -> None:
        number = 0
        while time.monotonic() < end:
            number += 1
            writer.note(str(number) * 20, number, 2 * number)

    thread = threading.Thread(target=write)
    thread.start()
    while time.monotonic() < end:
        note = reader.read()
        if not note.beats % 2 and note.items:
            assert note.size == 2 * note.items
            assert note.where == str(note.items) * 20
    thread.join()
