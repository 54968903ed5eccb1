"""The pages of a file as grey pictures that OCR can read: upright as the camera says, letters large enough, bounded."""

from __future__ import annotations

import functools
from io import BytesIO
from typing import TYPE_CHECKING

from assay.document.bounds import Bounds
from assay.document.readers.pictures import FORMATS, on_white
from assay.model.errors import LimitReached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pypdfium2
    from PIL.Image import Image

DOTS = 300
"""Dots per inch at which pages of a PDF are drawn, as tesseract's manual advises."""
LARGEST = 6_000
"""Pixels of the longer side above which a picture is made smaller, and a page of a PDF drawn smaller."""
SMALL, ENLARGED = 1_600, 2_400
"""A picture whose longer side is below the first is enlarged to the second, threefold at most: tesseract wants capital
letters of 20 pixels and more, screenshots have 10."""
_MOST_TIMES = 3.0
_POINTS = 72
_PIXELS = Bounds().pixels


def page_images(data: bytes, kind: str, pages: Sequence[int] = ()) -> Iterator[tuple[int, Callable[[], Image]]]:
    """Yields numbers of pages, each with what draws it, to be called at once: one that fails leaves the others alone.

    0 is the number of a picture that has no pages.

    Args:
        data: the file's bytes.
        kind: as in `assay.model.extracted.Extracted`.
        pages: the numbers of those that are wanted, from 1; empty for all. Those that aren't there are left out.

    Raises:
        OSError: the picture can't be opened; so come all exceptions of Pillow and pdfium, here and in drawing.
        LimitReached: in drawing, a picture has too many pixels.
    """
    if kind == "pdf":
        yield from _of_pdf(data, pages)
    else:
        yield from _of_picture(data, pages)


def _of_pdf(data: bytes, pages: Sequence[int]) -> Iterator[tuple[int, Callable[[], Image]]]:
    import pypdfium2  # noqa: PLC0415 - slow to import, and seldom needed

    document = pypdfium2.PdfDocument(data[max(data.find(b"%PDF-", 0, 1_024), 0) :])
    try:
        for number in pages or range(1, len(document) + 1):
            if 1 <= number <= len(document):
                yield number, functools.partial(_drawn, document, number - 1)
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, index: int) -> Image:
    page = document[index]
    try:
        bitmap = page.render(scale=min(DOTS / _POINTS, LARGEST / max(*page.get_size(), 1.0)), grayscale=True)
        drawn: Image = bitmap.to_pil().convert("L")
        bitmap.close()
    finally:
        page.close()
    return drawn


def _of_picture(data: bytes, pages: Sequence[int]) -> Iterator[tuple[int, Callable[[], Image]]]:
    from PIL import Image as images  # noqa: N813, PLC0415 - slow to import, and seldom needed

    with images.open(BytesIO(data), formats=FORMATS) as image:
        frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for number in pages or range(1, frames + 1):
            if 1 <= number <= frames:
                yield number if frames > 1 else 0, functools.partial(_decoded, image, number - 1)


def _decoded(image: Image, frame: int) -> Image:
    if frame:
        image.seek(frame)
    if image.width * image.height > _PIXELS:
        raise LimitReached(f"a picture of {image.width} x {image.height} pixels isn't decoded")
    image.draft("L", (LARGEST, LARGEST))
    return scaled(_grey(image))


def _grey(image: Image) -> Image:
    from PIL import ImageOps  # noqa: PLC0415 - as said

    return ImageOps.exif_transpose(on_white(image)).convert("L")


def scaled(image: Image) -> Image:
    """The picture in a size whose letters tesseract reads: small ones are enlarged, huge ones made smaller."""
    longest = max(image.size)
    factor = min(1.0, LARGEST / longest)
    if longest < SMALL:
        factor = min(_MOST_TIMES, ENLARGED / longest)
    if factor == 1:
        return image
    from PIL.Image import Resampling  # noqa: PLC0415 - as said

    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return image.resize(size, Resampling.BICUBIC if factor > 1 else Resampling.LANCZOS)
