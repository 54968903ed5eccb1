"""Text in pictures: of each page its words, or that nothing legible is on it."""

from __future__ import annotations

import itertools
import subprocess
import time
from typing import TYPE_CHECKING

import msgspec

from assay.document.page_images import page_images
from assay.document.tesseract import SECONDS, available, read_image, turn
from assay.intake.guard import named
from assay.model.errors import IntakeError
from assay.model.extracted import Page, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PIL.Image import Image

    from assay.document.tesseract import Reading

LABEL = "ocr"
"""How pages are labelled whose text was read out of a picture."""
MOST_PAGES = 200
"""Pages of one file that are read at one go."""
LEGIBLE = 50.0
"""Confidence below which what was read is taken for noise: photographs, maps and drawings give words by chance."""
DOUBTFUL = 70.0
"""Confidence below which a page may lie on its side, or be upside down."""
_FEWEST = 3
"""Letters or digits without which nothing was read."""

__all__ = ["DOUBTFUL", "LABEL", "LEGIBLE", "MOST_PAGES", "PageRead", "available", "read_by_ocr", "read_pages"]


class PageRead(msgspec.Struct, frozen=True):
    """What OCR makes of one page.

    Attributes:
        number: of the page; 0 of a picture that has none.
        text: its words; empty where nothing is legible. Untrusted.
        confidence: how sure the program is, 0 to 100.
        state: `read`, `illegible`, or why it failed.
        reason: for a failure, in words.
        turned: by how many degrees, clockwise, it was turned to be read.
    """

    number: int
    text: str = ""
    confidence: float = 0.0
    state: State = State.READ
    reason: str = ""
    turned: int = 0


def read_by_ocr(data: bytes, kind: str, beat: Callable[[], None] = lambda: None) -> tuple[Page, ...]:
    """The text of a picture, or of the first pages of a PDF or TIFF; pages without legible text are left out.

    Args:
        data: the file's bytes.
        kind: as in `assay.model.extracted.Extracted`.
        beat: called after each page.
    """
    found = []
    for one in itertools.islice(read_pages(data, kind), MOST_PAGES):
        beat()
        if one.text:
            found.append(Page(one.number, LABEL, one.text))
    return tuple(found)


def read_pages(data: bytes, kind: str, pages: Sequence[int] = ()) -> Iterator[PageRead]:
    """Yields what is read on each page. Never raises on any bytes: a page that fails says so, and others are read.

    Args:
        data: the file's bytes.
        kind: as in `assay.model.extracted.Extracted`.
        pages: the numbers of those that are wanted; empty for all.
    """
    images = page_images(data, kind, pages)
    while True:
        try:
            with named("it can't be opened"):
                found = next(images, None)
        except IntakeError as error:
            yield PageRead(0, state=State(error.state), reason=str(error))
            return
        if found is None:
            return
        yield _read(*found)


def _read(number: int, draw: Callable[[], Image]) -> PageRead:
    until = time.monotonic() + SECONDS
    try:
        with named("it can't be drawn"):
            image = draw()
        return _legible(number, *_upright(image, until))
    except subprocess.TimeoutExpired:
        return PageRead(number, state=State.TIMEOUT, reason=f"took longer than {SECONDS} s")
    except IntakeError as error:
        return PageRead(number, state=State(error.state), reason=str(error))


def _upright(image: Image, until: float) -> tuple[Reading, int]:
    """What is read, and by how many degrees the page was turned: tried only where reading it as it lies went badly."""
    lying = read_image(image, until - time.monotonic())
    try:
        if lying.confidence >= DOUBTFUL or not (degrees := turn(image, until - time.monotonic())):
            return lying, 0
        standing = read_image(image.rotate(-degrees, expand=True), until - time.monotonic())
    except subprocess.TimeoutExpired:
        return lying, 0
    return (standing, degrees) if standing.confidence > lying.confidence else (lying, 0)


def _legible(number: int, reading: Reading, turned: int) -> PageRead:
    if reading.confidence < LEGIBLE or sum(map(str.isalnum, reading.text)) < _FEWEST:
        return PageRead(number, confidence=reading.confidence, state=State.ILLEGIBLE, reason="nothing legible")
    return PageRead(number, reading.text, reading.confidence, turned=turned)
