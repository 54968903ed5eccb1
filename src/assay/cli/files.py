"""The files of an item, for people: what each is, and what OCR read in it, marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.cli.console import counted, line, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.case.item_files import ItemFile, Ocr

_LINES = 12
"""Lines of what OCR read that are shown of a file; --json has all."""


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
    which = "pages turned by degrees " if ":" in found.turned else "turned by "
    turned = f", {which}{found.turned}{'' if ':' in found.turned else ' degrees'}" if found.turned else ""
    line(f"    read by OCR, which misreads: compare with the picture ({found.confidence} % sure{turned})")
    rows = ((page.page, [row for row in page.text.splitlines() if row.strip()]) for page in found.pages)
    lines = [(number * (at == 0), text) for number, texts in rows for at, text in enumerate(texts)]
    for number, text in lines[:_LINES]:
        if number:
            line(f"    page {number}:")
        line(f"    | {text}")
    if len(lines) > _LINES:
        line(f"    | … {counted(len(lines) - _LINES, 'line', 'lines')} more; --json has all")
    if found.reason:
        line(f"    not all was read: {found.reason}")
