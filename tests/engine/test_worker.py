from __future__ import annotations

import os

import pytest

from assay.engine.worker import Answer, attempt, find, read_exactly, write_framed


def test_finds_a_function_by_name() -> None:
    assert find("os.path:join") is os.path.join  # type: ignore[comparison-overlap]
    with pytest.raises(AttributeError):
        find("os.path:no_such")


def test_frames_and_short_reads() -> None:
    reader, writer = os.pipe()
    write_framed(writer, b"hello")
    os.close(writer)
    assert read_exactly(reader, 8) == (5).to_bytes(8, "little")
    assert read_exactly(reader, 10) == b"hello"
    os.close(reader)


def nothing(where: str, items: int, size: int) -> None:
    """A beat that nobody hears."""


def test_whatever_is_raised_becomes_an_answer() -> None:
    def raiser(error: BaseException) -> Answer:
        def work(payload: bytes, beat: object) -> bytes:
            raise error

        return attempt(work, b"", nothing)

    assert raiser(MemoryError()).state == "memory"
    assert raiser(SystemExit(3)) == Answer("crashed", reason="tried to exit with 3")
    assert raiser(RecursionError("deep")) == Answer("crashed", reason="RecursionError: deep")
    assert len(raiser(ValueError("x" * 10_000)).reason) == 2_000
    assert attempt(lambda payload, _: payload, b"ok", nothing) == Answer("done", b"ok")
