from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from assay.document.bounds import Bounds
from assay.document.extract import extract
from assay.document.picture_hash import distance
from assay.document.readers.pictures import may_hold_text
from assay.model.extracted import State
from document.makers.other_maker import drawing
from document.makers.page_maker import png


def saved(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def with_thumbnail(image: Image.Image, small: Image.Image) -> bytes:
    """An Exif block whose second directory holds a JPEG ([Exif 2.32] 4.5.5)."""
    thumbnail = saved(small)
    block = b"II*\0" + struct.pack("<IHI", 8, 0, 14)
    block += (
        struct.pack("<H", 2)
        + struct.pack("<HHII", 0x0201, 4, 1, 44)
        + struct.pack("<HHII", 0x0202, 4, 1, len(thumbnail))
    )
    return saved(image, exif=b"Exif\0\0" + block.ljust(44, b"\0") + thumbnail)


def test_a_thumbnail_of_the_same_picture() -> None:
    image = drawing(1)
    found = extract(with_thumbnail(image, image.resize((160, 120))), "a.jpg")
    assert found.facts["thumbnail"] == "yes"
    assert "thumbnail_differs" not in found.facts


def test_bars_around_a_thumbnail_are_no_difference() -> None:
    image = drawing(2, (600, 400))
    small = Image.new("RGB", (160, 120))
    small.paste(image.resize((160, 107)), (0, 6))
    assert "thumbnail_differs" not in extract(with_thumbnail(image, small), "a.jpg").facts


def test_a_thumbnail_of_another_picture() -> None:
    found = extract(with_thumbnail(drawing(1), drawing(2).resize((160, 120))), "a.jpg")
    assert found.facts["thumbnail_differs"].startswith("in ")


def test_a_thumbnail_that_is_broken() -> None:
    data = with_thumbnail(drawing(1), drawing(1).resize((160, 120)))
    at = data.find(b"\xff\xd8", 4)
    assert extract(data[:at] + b"\0\0\0\0" + data[at + 4 :], "a.jpg").facts["thumbnail_damaged"] == "yes"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_the_same_picture_in_all_formats(form: str) -> None:
    one, other = (extract(saved(drawing(3), name), f"a.{name.lower()}") for name in ("PNG", form))
    assert one.picture is not None
    assert other.picture is not None
    assert distance(one.picture, other.picture) <= 8
    assert (other.facts["dimensions"], other.scanned) == ("640 x 480", True)


def test_turned_by_its_exif_block() -> None:
    image = drawing(4)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = saved(image.transpose(Image.Transpose.ROTATE_90), exif=exif.tobytes())
    one, other = extract(saved(image), "a.jpg").picture, extract(turned, "a.jpg").picture
    assert one is not None
    assert other is not None
    assert distance(one, other) <= 8


def test_transparent_and_deep_pictures() -> None:
    clear = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    assert extract(saved(clear, "PNG"), "a.png").picture is None
    deep = drawing(5).convert("I").point(lambda value: value * 200).convert("I;16")
    one, other = extract(saved(deep, "PNG"), "a.png").picture, extract(saved(drawing(5), "PNG"), "a.png").picture
    assert one is not None
    assert other is not None
    assert distance(one, other) <= 8


def test_too_many_pixels_are_said_and_not_decoded() -> None:
    found = extract(saved(drawing(1), "PNG"), "a.png", bounds=Bounds(pixels=1_000))
    assert (found.state, found.facts["dimensions"], found.picture) == (State.LIMIT, "640 x 480", None)


def test_cut_off_and_something_else() -> None:
    data = saved(drawing(1))
    half = extract(data[: len(data) // 2], "a.jpg")
    assert (half.state, half.facts["dimensions"]) == (State.UNREADABLE, "640 x 480")
    assert extract(b"\x89PNG\r\n\x1a\nnothing", "a.png").state is State.UNREADABLE


@pytest.mark.parametrize(
    ("size", "large_enough"),
    [((800, 80), True), ((300, 200), True), ((1170, 2532), True), ((200, 80), False), ((1, 1), False),
     ((64, 64), False), ((600, 60), False), ((2000, 70), False)],
)  # fmt: skip
def test_pictures_too_small_for_text_arent_for_ocr(size: tuple[int, int], large_enough: bool) -> None:
    assert may_hold_text(*size) is large_enough
    assert extract(png(Image.new("L", size)), "x.png").scanned is large_enough
