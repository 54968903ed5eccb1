from __future__ import annotations

import random
import subprocess

import pytest
from PIL import Image

from assay.document import ocr
from assay.document.ocr import LEGIBLE, available, read_by_ocr, read_pages
from assay.document.tesseract import Reading
from assay.model.errors import LimitReached
from assay.model.extracted import State
from document.makers.page_maker import jpeg, note, page, png, poor, scan
from scanned_case import fax

reads = pytest.mark.skipif(not available(), reason="tesseract isn't installed")
TEXT = "We met the builders on Thursday and they want more money before the roof is finished. " * 12


@reads
def test_words_are_read_out_of_a_picture() -> None:
    (found,) = read_by_ocr(png(note("We pay 48,400 euros to the builders")), "png")
    assert (found.label, found.number) == ("ocr", 0)
    assert "48,400 euros" in found.text


@reads
def test_a_picture_without_words_has_no_page_but_a_state() -> None:
    blank = png(note(""))
    assert read_by_ocr(blank, "png") == ()
    noise = png(Image.frombytes("L", (400, 300), random.Random(1).randbytes(120_000)))
    for data in (blank, noise):
        (found,) = read_pages(data, "png")
        assert (found.state, found.text) == (State.ILLEGIBLE, "")


@reads
def test_a_page_on_its_side_is_turned() -> None:
    (found,) = read_pages(jpeg(page(TEXT).rotate(90, expand=True)), "jpeg")
    assert found.turned == 90
    assert "before the roof is finished" in found.text


@reads
def test_a_bad_scan_is_read() -> None:
    (found,) = read_pages(jpeg(poor(page(TEXT)), 40, 100), "jpeg")
    assert found.text.count("builders") >= 11


@reads
def test_each_page_has_its_number_and_a_damaged_one_leaves_the_others() -> None:
    data = scan([page(f"Page number {word} of the contract") for word in ("one", "two", "three")])
    assert [(one.number, one.text.split()[2]) for one in read_pages(data, "pdf", (1, 3))] == [(1, "one"), (3, "three")]
    first, second = read_pages(fax(), "tiff")
    assert "forty crates" in first.text
    assert (second.number, second.state, second.text) == (2, State.UNREADABLE, "")


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n%%EOF", b"II*\0\xff\xff\xff\xff", png(note("x"))[:300]]
)
@pytest.mark.parametrize("kind", ["png", "pdf", "tiff"])
def test_no_bytes_make_it_raise(data: bytes, kind: str) -> None:
    found = list(read_pages(data, kind))
    assert all(one.state is not State.READ for one in found)
    assert all(one.reason for one in found)


def readings(monkeypatch: pytest.MonkeyPatch, *said: Reading | Exception, turn: int = 0) -> None:
    left = list(said)

    def read(*_: object) -> Reading:
        one = left.pop(0)
        if isinstance(one, Exception):
            raise one
        return one

    monkeypatch.setattr(ocr, "read_image", read)
    monkeypatch.setattr(ocr, "turn", lambda *_: turn)


def test_what_is_doubtful_is_turned_and_the_better_reading_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = png(note("x"))
    readings(monkeypatch, Reading("sdrow", 55.0), Reading("words", 90.0), turn=180)
    assert [(one.text, one.turned) for one in read_pages(data, "png")] == [("words", 180)]
    readings(monkeypatch, Reading("words", 60.0), Reading("sdrow", 50.0), turn=180)
    assert [(one.text, one.turned) for one in read_pages(data, "png")] == [("words", 0)]
    readings(monkeypatch, Reading("words", 95.0), turn=180)
    assert [(one.text, one.turned) for one in read_pages(data, "png")] == [("words", 0)]


def test_failures_and_noise_are_states(monkeypatch: pytest.MonkeyPatch) -> None:
    data = png(note("x"))
    readings(monkeypatch, subprocess.TimeoutExpired("tesseract", 50))
    assert [(one.state, one.reason) for one in read_pages(data, "png")] == [(State.TIMEOUT, "took longer than 50 s")]
    readings(monkeypatch, LimitReached("tesseract gave up: no memory"))
    assert [one.state for one in read_pages(data, "png")] == [State.LIMIT]
    for unsure in (Reading("some words", LEGIBLE - 1), Reading("| -", 90.0)):
        readings(monkeypatch, unsure)
        assert [(one.state, one.text) for one in read_pages(data, "png")] == [(State.ILLEGIBLE, "")]


def test_the_languages_are_ours() -> None:
    assert set(available()) <= {"fra", "eng"}


@reads
def test_a_beat_follows_each_page() -> None:
    beats: list[int] = []
    read_by_ocr(scan([page("one"), page("two")]), "pdf", lambda: beats.append(1))
    assert len(beats) == 2
