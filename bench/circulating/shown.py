"""How a paper gets about without being altered: typed again, printed by a browser or a mail program, photographed."""

from __future__ import annotations

import io
import shutil
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from circulating.written import address, body, html, pdf, sent, subject, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circulating.papers import Paper

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_TYPED = str.maketrans({"'": "\u2019", '"': "\u201d"})
_LABELS = {
    "fr": ("De", "Envoyé", "À", "Objet", "%d/%m/%Y %H:%M"),
    "en": ("From", "Sent", "To", "Subject", "%d %B %Y %H:%M"),
}


def typed(paper: Paper) -> bytes:
    """Return plain text with other wrapping, hyphens at line ends, curly quotes, ligatures and other spaces."""
    lines = [wrapped(line, 58, hyphens=True) for line in paper.lines]
    text = "\n\n".join(lines).translate(_TYPED).replace("fi", "\ufb01").replace("ffl", "\ufb04")
    return ("\ufeff" + text.replace(" €", "\u00a0€").replace("\n", "\r\n")).encode()


def below_fields(paper: Paper) -> Paper:
    """Return a mail as its program prints it: the fields that readers see above the text."""
    sender, when, to, about, form = _LABELS[paper.house.language]
    fields = (
        f"{sender} : {paper.sender} <{address(paper.sender)}>",
        f"{when} : {sent(paper).strftime(form)}",
        f"{to} : {paper.recipient}",
        f"{about} : {subject(paper)}",
    )
    return replace(paper, head=(), title=fields[0], blocks=(*fields[1:], *body(paper).split("\n")))


@contextmanager
def printer() -> Iterator[Callable[[Paper], bytes]]:
    """Prints to PDF with a browser, its header and footer lines on each page."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()

        def printed(paper: Paper) -> bytes:
            page.set_content(html(paper).decode())
            return page.pdf(display_header_footer=True, format="A4", margin={"top": "2cm", "bottom": "2cm"})

        yield printed
        browser.close()


def picture(paper: Paper, *, poor: bool, seed: int = 0) -> bytes:
    """Return the pages one below the other: as PNG of 150 dots per inch, or as a noisy JPEG of 100."""
    document = pypdfium2.PdfDocument(pdf(paper))
    scale = (100 if poor else 150) / 72
    pages = [document[number].render(scale=scale, grayscale=True).to_pil() for number in range(len(document))]
    document.close()
    whole = Image.new("L", (pages[0].width, sum(page.height for page in pages)), 255)
    for number, page in enumerate(pages):
        whole.paste(page, (0, number * pages[0].height))
    out = io.BytesIO()
    if poor:
        grey = np.asarray(whole, float) + np.random.default_rng(seed).normal(0, 14, (whole.height, whole.width))
        Image.fromarray(grey.clip(0, 255).astype("uint8")).save(out, "JPEG", quality=45)
    else:
        whole.save(out, "PNG")
    return out.getvalue()
