from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from assay.checking import another_size
from assay.checking.another_size import in_another_size
from assay.document.ocr import available


def picture(text: str) -> bytes:
    image = Image.new("RGB", (900, 160), "white")
    ImageDraw.Draw(image).text((30, 50), text, fill="black", font=ImageFont.load_default(40))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.skipif(not available(), reason="tesseract isn't installed")
def test_a_picture_is_read_in_another_size() -> None:
    (page,) = in_another_size(picture("The council met on Tuesday"), "png")
    assert "council met" in page.text
    assert page.label == "ocr"


def test_what_is_no_picture_is_no_page() -> None:
    assert in_another_size(b"nothing", "png") == ()
    assert in_another_size(b"%PDF-1.4", "pdf") == ()


def test_a_picture_is_never_made_larger_than_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[int, int]] = []

    class Reading:
        text = "read"

    monkeypatch.setattr(another_size, "LARGEST", 1_000)
    monkeypatch.setattr(another_size, "read_image", lambda image: sizes.append(image.size) or Reading())
    in_another_size(picture("a"), "png")
    assert max(sizes[0]) <= 2_400
