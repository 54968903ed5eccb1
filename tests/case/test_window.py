from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.case.window import Window, open_regular

CALLS = st.lists(
    st.tuples(st.just("read"), st.integers(-1, 12), st.just(0))
    | st.tuples(st.just("seek"), st.integers(-6, 9), st.integers(0, 2)),
    max_size=6,
)


@given(CALLS, st.integers(0, 12), st.integers(0, 12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_window_is_a_file_of_its_own(
    tmp_path: Path, calls: list[tuple[str, int, int]], offset: int, length: int
) -> None:
    content = b"0123456789"
    (tmp_path / "file").write_bytes(content)
    there = content[offset : offset + length]
    truth = io.BytesIO(there)
    with io.BufferedReader(Window(tmp_path / "file", offset, len(there))) as file:
        for call, number, whence in calls:
            if call == "read":
                assert file.read(number) == truth.read(number)
                continue
            at = (0, truth.tell(), len(there))[whence] + number
            if at < 0:
                with pytest.raises((ValueError, OSError)):
                    file.seek(number, whence)
            else:
                assert file.seek(number, whence) == truth.seek(at)
            assert file.tell() == truth.tell()


def test_a_file_that_is_shorter_than_its_window_just_ends(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123")
    with io.BufferedReader(Window(tmp_path / "file", 2, 100)) as file:
        assert file.read() == b"23"


def test_what_could_block_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(OSError, match=r"not a file|Is a directory"):
            open_regular(path)
