"""Text in pictures, by the tesseract program where it's installed: French and English."""

from __future__ import annotations

import functools
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

from assay.model.extracted import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

PROGRAM = "tesseract"
LANGUAGES = ("fra", "eng")
SECONDS = 50
"""For one page: below the bound after which a worker is killed."""
MOST_PAGES = 200
DOTS = 300
"""Dots per inch at which pages of a PDF are drawn."""
_SMALLEST = 1_200
"""Pixels of the longer side below which a picture is enlarged: tesseract wants letters of 20 pixels and more."""
_LARGEST = 6_000


@functools.cache
def available() -> tuple[str, ...]:
    """The languages of ours that the installed program reads; none where it isn't installed."""
    if shutil.which(PROGRAM) is None:
        return ()
    said = subprocess.run([PROGRAM, "--list-langs"], check=False, capture_output=True, text=True, timeout=20)
    return tuple(one for one in LANGUAGES if one in said.stdout.split())


def read_by_ocr(data: bytes, kind: str) -> tuple[Page, ...]:
    """The text of a picture, or of the pages of a PDF; pages without any text are left out.

    Args:
        data: the file's bytes.
        kind: as in `assay.model.extracted.Extracted`.

    Raises:
        OSError: the picture can't be opened.
        subprocess.TimeoutExpired: the program took too long.
    """
    pages = []
    for number, image in enumerate(_pages(data, kind), 1):
        text = _text(image)
        if text.strip():
            pages.append(Page(number if kind == "pdf" else 0, "ocr", text))
    return tuple(pages)


def _pages(data: bytes, kind: str) -> Iterator[Image]:
    if kind != "pdf":
        from PIL import Image as images  # noqa: N813, PLC0415 - slow to import, and seldom needed

        with images.open(BytesIO(data)) as image:
            yield image.convert("L")
        return
    import pypdfium2  # noqa: PLC0415 - likewise

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            yield document[number].render(scale=DOTS / 72, grayscale=True).to_pil()
    finally:
        document.close()


def _text(image: Image) -> str:
    longest = max(image.size)
    factor = max(1.0, _SMALLEST * 2 / longest) if longest < _SMALLEST else min(1.0, _LARGEST / longest)
    if factor != 1:
        image = image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))))
    out = BytesIO()
    image.save(out, "PNG")
    called = [PROGRAM, "stdin", "stdout", "-l", "+".join(available()), "--psm", "3"]
    env = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    done = subprocess.run(called, check=False, capture_output=True, input=out.getvalue(), timeout=SECONDS, env=env)
    return done.stdout.decode("utf-8", "replace").replace("\f", "")
