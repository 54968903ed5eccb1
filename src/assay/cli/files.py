"""The files of an item, for people: what each is, and what OCR read in it, marked as such."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from assay.cli.console import counted, line, size
from assay.model.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.case.item_files import ItemFile, Ocr

_WIDTH, _LINES = 88, 12
"""Signs of a line, and lines of what OCR read that are shown of a file; --json has all."""


def show_files(files: Sequence[ItemFile]) -> None:
    """Print files on stdout; nothing where there are none."""
    if not files:
        return
    line()
    line("Files:")
    for file in files:
        line(f"  {file.name or 'without a name'}  {file.kind or file.media}, {size(file.size)}{_read(file)}")
        if file.ocr is not None:
            _ocr(file.ocr)
        elif file.scanned:
            line("    its text stands in pictures, which OCR hasn't read: examine --ocr does")


def _read(file: ItemFile) -> str:
    if file.reason:
        return f"; {file.state}: {file.reason}"
    return f", {counted(file.words, 'word', 'words')}" if file.words else ""


def _ocr(found: Ocr) -> None:
    if not found.pages:
        line(f"    OCR found nothing: {found.reason}")
        return
    turned = f", turned ({found.turned} degrees)" if found.turned else ""
    line(f"    read by OCR, which misreads: compare with the picture ({found.confidence} % sure{turned})")
    lines = [(page.page if at == 0 else 0, text) for page in found.pages for at, text in enumerate(_wrapped(page.text))]
    for number, text in lines[:_LINES]:
        if number:
            line(f"    page {number}:")
        line(f"    | {text}")
    if len(lines) > _LINES:
        line(f"    | … {counted(len(lines) - _LINES, 'line', 'lines')} more; --json has all")
    if found.reason:
        line(f"    not all was read: {found.reason}")


def _wrapped(text: str) -> list[str]:
    rows = [untrusted(row) for row in text.splitlines() if row.strip()]
    return [part for row in rows for part in textwrap.wrap(row, _WIDTH - 6)]
