"""A second reading of a picture, in another size and smoothed: OCR misreads other signs than the first time."""

from __future__ import annotations

import itertools
import subprocess
from typing import TYPE_CHECKING

from assay.document.ocr import LABEL, MOST_PAGES
from assay.document.page_images import LARGEST, page_images
from assay.document.tesseract import read_image
from assay.intake.guard import named
from assay.model.errors import IntakeError
from assay.model.extracted import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

LARGER, LARGEST_TIMES, SMALLER = 1.3, 3.0, 0.7
"""How much larger a picture is read the second time, or smaller the page of a PDF, which is drawn large."""
SHORT_SIDE = 1_700
"""Pixels that the shorter side of a picture gets: pages below each other make a long one, whose letters are small."""
_SMOOTHED = 3
"""Pixels of the square over which the median is taken."""


def in_another_size(data: bytes, kind: str, beat: Callable[[], None] = lambda: None) -> tuple[Page, ...]:
    """The text of a picture, or of the first pages of a PDF or TIFF, read once more. Never raises on any bytes.

    Args:
        data: the file's bytes.
        kind: as in `assay.model.extracted.Extracted`.
        beat: called after each page.
    """
    found = []
    try:
        with named("it can't be opened"):
            for number, draw in itertools.islice(page_images(data, kind), MOST_PAGES):
                found.append(Page(number, LABEL, read_image(_changed(draw(), kind)).text))
                beat()
    except (IntakeError, subprocess.TimeoutExpired):
        pass
    return tuple(found)


def _changed(image: Image, kind: str) -> Image:
    from PIL import ImageFilter  # noqa: PLC0415 - slow to import, and seldom needed
    from PIL.Image import Resampling  # noqa: PLC0415 - likewise

    wanted = min(LARGEST_TIMES, max(LARGER, SHORT_SIDE / min(image.size)))
    factor = SMALLER if kind == "pdf" else min(wanted, LARGEST / max(image.size))
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return image.resize(size, Resampling.BICUBIC).filter(ImageFilter.MedianFilter(_SMOOTHED))
