from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from assay.document import tesseract
from assay.document.tesseract import NOISE, _reading, available, read_image, required, turn
from assay.model.errors import LimitReached, UsageError
from document.makers.page_maker import note, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

reads = pytest.mark.skipif(not available(), reason="tesseract isn't installed")
TEXT = "We met the builders on Thursday and they want more money before the roof is finished. " * 12


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program of that name which does what the test writes into it."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    forget()
    yield program
    forget()


def forget() -> None:
    available.cache_clear()
    tesseract._data.cache_clear()


def row(text: str, sure: float, line: int = 1, paragraph: int = 1) -> dict[str, str]:
    place = {"page_num": "1", "block_num": "1", "par_num": str(paragraph), "line_num": str(line)}
    return {"level": "5", **place, "conf": str(sure), "text": text}


def test_words_become_lines_and_paragraphs() -> None:
    found = _reading([row("one", 90), row("two", 80), row("three", 70, line=2), row("four", 96, 1, 2), row(" ", 95)])
    assert found.text == "one two\nthree\n\nfour"
    assert found.confidence == pytest.approx((3 * 90 + 3 * 80 + 5 * 70 + 4 * 96) / 15)


def test_lines_of_noise_are_left_out() -> None:
    found = _reading([row("word", 90), row("|~", NOISE - 1, line=2)])
    assert (found.text, found.confidence) == ("word", 90)
    assert _reading([]).confidence == 0


def test_quotes_and_tabs_of_the_dump_are_text() -> None:
    assert _reading([row('"so', 90), row('he"', 90)]).text == '"so he"'


@reads
def test_a_page_on_its_side_is_told() -> None:
    lying = page(TEXT).rotate(90, expand=True).resize((1754, 1240))
    assert turn(lying) == 90
    assert turn(Image.new("L", (300, 300), 255)) == 0


@reads
def test_words_are_read() -> None:
    found = read_image(note("The roof is finished on Thursday"))
    assert "roof is finished" in found.text
    assert found.confidence > 80


def test_without_the_program_or_its_languages_it_says_what_to_do(
    fake: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake.write_text("#!/bin/sh\necho deu\n")
    with pytest.raises(UsageError, match="neither French nor English: install"):
        required()
    forget()
    fake.write_text("#!/bin/sh\necho eng\n")
    assert "French are read badly" in required()
    forget()
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    with pytest.raises(UsageError, match=r"isn't installed: install tesseract .*assay doctor"):
        required()
    assert available() == ()


def test_a_program_that_hangs_or_fails_is_named(fake: Path) -> None:
    fake.write_text('#!/bin/sh\n[ "$1" = --list-langs ] || exec sleep 30\n')
    with pytest.raises(subprocess.TimeoutExpired):
        read_image(Image.new("L", (10, 10)), 0.3)
    fake.write_text("#!/bin/sh\necho 'out of ink' >&2; exit 3\n")
    with pytest.raises(LimitReached, match="out of ink"):
        read_image(Image.new("L", (10, 10)))
    assert turn(Image.new("L", (10, 10))) == 0


def test_its_memory_and_time_are_bounded_and_it_sees_little_of_the_environment(
    fake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "x")
    fake.write_text('#!/bin/sh\necho "$(ulimit -v) $(ulimit -t) [$SECRET]" >&2; exit 1\n')
    with pytest.raises(LimitReached, match=rf"{tesseract.MEMORY >> 10} {tesseract.SECONDS + 5} \[\]"):
        read_image(Image.new("L", (10, 10)))
