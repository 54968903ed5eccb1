from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assay.document.page_images import ENLARGED, LARGEST, page_images, scaled
from assay.model.errors import LimitReached
from document.makers.page_maker import page, png, scan
from scanned_case import fax


def drawn(data: bytes, kind: str, pages: tuple[int, ...] = ()) -> list[tuple[int, tuple[int, int]]]:
    return [(number, draw().size) for number, draw in page_images(data, kind, pages)]


def test_pages_of_a_pdf_are_drawn_at_300_dots_and_only_those_that_are_wanted() -> None:
    data = scan([page("one"), page("two"), page("three")], dots=300)
    assert [number for number, _ in drawn(data, "pdf")] == [1, 2, 3]
    ((number, size),) = drawn(data, "pdf", (2, 99, -1))
    assert number == 2
    assert abs(size[0] - 2480) < 5
    assert abs(size[1] - 3508) < 5


def test_a_page_of_the_size_of_a_house_is_drawn_small() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(14_400 * 10, 200))
    canvas.showPage()
    canvas.save()
    ((_, size),) = drawn(out.getvalue(), "pdf")
    assert max(size) <= LARGEST


def test_a_picture_lies_as_its_camera_says() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (1800, 2000), "white").save(out, "JPEG", exif=exif)
    assert drawn(out.getvalue(), "jpeg") == [(0, (2000, 1800))]


def test_what_is_transparent_is_white_and_colours_become_grey() -> None:
    (image,) = (draw() for _, draw in page_images(png(Image.new("RGBA", (500, 400), (0, 0, 0, 0))), "png"))
    assert (image.mode, image.getextrema()) == ("L", (255, 255))


def test_small_ones_are_enlarged_and_large_ones_made_smaller() -> None:
    assert scaled(Image.new("L", (1200, 900))).size == (ENLARGED, 1800)
    assert scaled(Image.new("L", (300, 200))).size == (900, 600)
    assert scaled(Image.new("L", (1920, 1080))).size == (1920, 1080)
    assert max(scaled(Image.new("L", (9000, 10))).size) == LARGEST


def test_a_damaged_frame_leaves_the_others_alone() -> None:
    found = []
    for number, draw in page_images(fax(), "tiff"):
        try:
            found.append((number, draw().size[0] > 0))
        except (OSError, ValueError):
            found.append((number, False))
    assert found == [(1, True), (2, False)]


def test_a_bomb_isnt_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.document.page_images._PIXELS", 1000)
    with pytest.raises(LimitReached, match="100 x 100"):
        drawn(png(Image.new("1", (100, 100))), "png")
