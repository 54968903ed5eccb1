from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from assay.intake.zip_end import TAIL, TRIES, Span, last_zip

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

Make = dict[str, "Callable[..., bytes]"]
FRONT = b"MZ" + bytes(998)


def find(data: bytes, end: int | None = None) -> Span | None:
    return last_zip(io.BytesIO(data), len(data) if end is None else end)


def test_an_archive_that_was_appended_has_moved(make: Make) -> None:
    archive = make["zip"]({"1": b"one", "2": b"two"})
    data = FRONT + archive
    assert find(data) == Span(1000, len(data), 1000)
    assert find(data + archive, len(data)) == Span(1000, len(data), 1000)
    assert find(archive) == Span(0, len(archive), 0)


def test_offsets_from_the_start_of_the_file_haven_t_moved() -> None:
    out = io.BytesIO(FRONT)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("1", "one")
        archive.comment = b"a comment"
    assert find(out.getvalue()) == Span(1000, len(out.getvalue()), 0)
    assert find(out.getvalue() + b"more") == Span(1000, len(out.getvalue()), 0)


def test_zip64(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("1", "more than ten bytes")
    assert b"PK\x06\x06" in out.getvalue()
    assert find(FRONT + out.getvalue()) == Span(1000, 1000 + len(out.getvalue()), 1000)


def test_a_first_entry_that_is_damaged_or_left_out_of_the_directory(make: Make) -> None:
    archive = make["zip"]({"1": b"one", "2": b"two", "3": b"three"})
    second = archive.index(b"PK\x03\x04", 4)
    assert find(FRONT + b"XX" + archive[2:]) == Span(1000 + second, 1000 + len(archive), 1000)
    directory, end = archive.index(b"PK\x01\x02"), archive.index(b"PK\x05\x06")
    left = archive[archive.index(b"PK\x01\x02", directory + 4) : end]
    record = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(left), directory, 0)
    hiding = archive[:directory] + left + record
    assert find(FRONT + hiding) == Span(1000, 1000 + len(hiding), 1000)


def test_lies_are_no_archive(make: Make) -> None:
    archive = make["zip"]({"1": b"one", "2": b"two"})
    end = archive.index(b"PK\x05\x06")
    directory = archive.index(b"PK\x01\x02")
    assert find(FRONT + archive[end:]) is None
    assert find(FRONT + archive[directory:]) is None
    assert find(FRONT + archive.replace(b"PK\x03\x04", b"XXXX")) is None
    assert find(FRONT + archive[: end + 21]) is None
    assert find(FRONT + b"PK\x05\x06" + bytes(18)) is None


def test_an_end_record_behind_lies_and_not_too_far(make: Make) -> None:
    archive = make["zip"]({"1": b"one"})
    lie = b"PK\x05\x06" + bytes(20)
    assert find(archive + lie * (TRIES - 1)) == Span(0, len(archive), 0)
    assert find(archive + lie * TRIES) is None
    assert find(archive + bytes(TAIL - 22)) == Span(0, len(archive), 0)
    assert find(archive + bytes(TAIL)) is None


@given(st.integers(0, 200), st.binary(min_size=1, max_size=4))
def test_any_change_is_harmless(at: int, change: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("1", "one")
        archive.writestr("2", "two")
    data = out.getvalue()
    found = find(FRONT + data[:at] + change + data[at + len(change) :])
    assert found is None or 1000 <= found.start < found.end
