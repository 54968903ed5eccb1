from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

from assay.document.ocr import available, read_by_ocr

reads = pytest.mark.skipif(not available(), reason="tesseract isn't installed")


def picture(text: str) -> bytes:
    image = Image.new("RGB", (1400, 160), "white")
    ImageDraw.Draw(image).text((30, 50), text, fill="black", font=ImageFont.load_default(48))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@reads
def test_words_are_read_out_of_a_picture() -> None:
    (page,) = read_by_ocr(picture("We pay 48,400 euros to the builders"), "png")
    assert page.label == "ocr"
    assert "48,400 euros" in page.text


@reads
def test_a_picture_without_words_has_no_page() -> None:
    assert read_by_ocr(picture(""), "png") == ()


def test_the_languages_are_ours() -> None:
    assert set(available()) <= {"fra", "eng"}
