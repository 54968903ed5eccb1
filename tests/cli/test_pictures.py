from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import msgspec

from assay.case.pictures import Pictures
from assay.cli.pictures import pictures_told, show_pictures

if TYPE_CHECKING:
    import pytest

SOME = Pictures(
    files=20,
    pages=50,
    read=9,
    pages_read=30,
    illegible=4,
    failed=3,
    left=5,
    pages_left=9,
    reasons={"page 2: \x1b[2J": 3},
)


def test_what_was_read_and_what_wasnt_is_one_sentence() -> None:
    assert list(pictures_told(Pictures())) == []
    assert list(pictures_told(Pictures(files=2, pages=3, left=2, pages_left=3))) == [
        "Text in pictures: 2 pictures and scans (3 pages), none read by OCR"
    ]
    assert list(pictures_told(SOME)) == [
        (
            "Text in pictures, by OCR: text in 9 of 20 pictures and scans (30 pages); 4 with nothing legible; "
            "3 failed, wholly or in part; 5 left unread, wholly or in part (9 pages)"
        )
    ]


def test_reasons_and_the_way_on_follow(capsys: pytest.CaptureFixture[str]) -> None:
    command = f"assay examine {shlex.quote('a dump')} --ocr --case c"
    show_pictures({**msgspec.to_builtins(SOME), "command": command}, at_work=False)
    out = capsys.readouterr().out
    assert "3 files failed: page 2: \\x1b[2J" in out
    assert f"To read what is left: {command}" in out
    show_pictures({**msgspec.to_builtins(SOME), "command": command}, at_work=True)
    assert "To read" not in capsys.readouterr().out
    many = msgspec.structs.replace(SOME, left=0, reasons={f"reason {number}": 1 for number in range(12)})
    show_pictures({**msgspec.to_builtins(many), "command": None}, at_work=False)
    assert "and 2 other reasons; --json lists them" in capsys.readouterr().out
