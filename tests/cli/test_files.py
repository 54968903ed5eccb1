from __future__ import annotations

import json
from typing import TYPE_CHECKING

from assay.case.item_files import ItemFile, Ocr, OcrPage
from assay.cli import main
from assay.cli.files import show_files

if TYPE_CHECKING:
    import pytest

    from scanned_case import Scanned


def file(ocr: Ocr | None = None, *, scanned: bool = False, reason: str = "", words: int = 0) -> ItemFile:
    state = "unreadable" if reason else "read"
    return ItemFile("a\x1b[2J.pdf", "a" * 64, 2_000, "application/pdf", "pdf", state, reason, words, scanned, ocr)


def shown(capsys: pytest.CaptureFixture[str], *files: ItemFile) -> str:
    show_files(files)
    return capsys.readouterr().out


def test_what_ocr_read_is_marked_and_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    pages = (OcrPage(2, "one\n\ntwo\x1b[2J"), OcrPage(3, "\n".join(map(str, range(30)))))
    out = shown(capsys, file(Ocr(pages, 87, "page 4: took longer", "2: 90")))
    assert "a\\x1b[2J.pdf  pdf, 2.0 kB" in out
    assert "read by OCR, which misreads: compare with the picture (87 % sure, pages turned by degrees 2: 90)" in out
    assert "page 2:\n    | one\n    | two\\x1b[2J\n    page 3:\n" in out
    assert "| … 20 lines more; --json has all" in out
    assert "not all was read: page 4: took longer" in out


def test_files_that_ocr_didnt_read_say_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys) == ""
    assert "OCR found nothing: nothing legible" in shown(capsys, file(Ocr((), 0, "nothing legible", "")))
    assert "examine --ocr does" in shown(capsys, file(scanned=True))
    assert "; unreadable: it's broken" in shown(capsys, file(reason="it's broken"))
    assert ", 7 words\n" in shown(capsys, file(words=7))
    assert "turned by 180 degrees" in shown(capsys, file(Ocr((OcrPage(0, "x"),), 90, "", "180")))


def test_show_search_and_status_tell_what_ocr_read(scanned: Scanned, capsys: pytest.CaptureFixture[str]) -> None:
    case = ["--case", str(scanned.path)]
    assert main(["show", "letter.eml", *case]) == 0
    assert "page 3:\n    | Le conseil a versé 48 400 euros" in capsys.readouterr().out
    assert main(["show", "letter.eml", "--json", *case]) == 0
    (one,) = json.loads(capsys.readouterr().out)["files"]
    assert (one["name"], one["ocr"]["pages"][0]["page"]) == ("minutes.pdf", 3)
    assert main(["search", "Vasnier", *case]) == 0
    assert "in minutes.pdf, page 3, read by OCR: " in capsys.readouterr().out
    assert main(["search", "Vasnier", "--format", "jsonl", *case]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["file"], row["page"], row["ocr"]) == ("minutes.pdf", 3, True)
    assert main(["search", "committee approved", "--format", "jsonl", *case]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["page"], row["ocr"]) == (1, False)
    assert main(["status", "--json", *case]) == 0
    facts = json.loads(capsys.readouterr().out)["pictures"]
    assert (facts["read"], facts["illegible"], facts["failed"], facts["left"], facts["command"]) == (3, 1, 1, 0, None)
    assert main(["status", *case]) == 0
    assert "1 file failed: page 2: it can't be drawn" in capsys.readouterr().out
