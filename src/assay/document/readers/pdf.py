"""PDF by pdfium: the text of each page, files attached, signature fields, and how the first page looks."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from assay.document.page_numbers import SCANNED_PAGES, page_ranges
from assay.document.picture_hash import picture_hash
from assay.document.readers.pdf_salvage import with_end
from assay.model.errors import Encrypted, Unreadable

if TYPE_CHECKING:
    from assay.document.draft import Draft

_HARDLY_ANY = 20
"""Characters on a page up to which it may be a scan: a page number, a stamp of the scanner."""
_SIDE = 128
"""Pixels of the longer side of the rendered page: the hash looks at 32."""
_MOST_OBJECTS = 2_000
_POINTS_PER_INCH, _MILLIMETRES = 72, 25.4
_TAIL = 2_048


def read(data: bytes, draft: Draft) -> None:
    """Reads a PDF.

    Raises:
        Encrypted: it asks for a password before it shows anything.
        Unreadable: pdfium finds no document in it.
    """
    start = data.find(b"%PDF-", 0, 1_024)
    if b"%%EOF" not in data[-_TAIL:]:
        draft.damaged("cut off: its end is missing")
    document = _opened(data[max(start, 0) :], draft)
    try:
        _read(document, draft)
    finally:
        document.close()


def _opened(data: bytes, draft: Draft) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise Encrypted("it asks for a password") from error
        mended = with_end(data, draft.bounds.pages)
        with contextlib.suppress(pypdfium2.PdfiumError):
            if mended:
                draft.damaged("its catalogue of pages is missing or broken")
                return pypdfium2.PdfDocument(mended)
        raise Unreadable(f"no PDF can be made out: {error}") from error


def _read(document: pypdfium2.PdfDocument, draft: Draft) -> None:
    count = len(document)
    draft.found.say("pages", str(count))
    with contextlib.suppress(pypdfium2.PdfiumError):
        draft.found.say("title", document.get_metadata_value("Title"))
    signatures = raw.FPDF_GetSignatureCount(document)
    if signatures > 0:
        draft.found.say("signatures", str(signatures))
    if document.get_formtype():
        draft.found.say("form", "yes")
    _attached(document, draft)
    pictures: list[int] = []
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            draft.damaged("a page can't be read")
            continue
        try:
            text = _text(page)
            if number == 0:
                _look(page, draft)
            if len(text.strip()) <= _HARDLY_ANY and _holds_picture(page):
                pictures.append(number + 1)
        finally:
            page.close()
        if not draft.page(number + 1, "", text):
            draft.cut = draft.cut or number + 1 < count
            break
    draft.scanned = bool(pictures) and len(pictures) * 2 >= max(len(draft.pages), 1)
    if pictures:
        draft.found.facts[SCANNED_PAGES] = page_ranges(pictures)


def _text(page: pypdfium2.PdfPage) -> str:
    try:
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        # U+FFFE is what pdfium puts for the hyphen at which a word was broken at the end of a line.
        found: str = text.get_text_range()
        return found.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\r\n", "\n")
    except pypdfium2.PdfiumError:
        return ""
    finally:
        text.close()


def _look(page: pypdfium2.PdfPage, draft: Draft) -> None:
    """The size of the first page, and its hash from a small rendering."""
    width, height = page.get_size()
    if not (0 < width < 1e6 and 0 < height < 1e6):  # noqa: PLR2004 - no paper is larger
        return
    sides = (round(side / _POINTS_PER_INCH * _MILLIMETRES) for side in (width, height))
    draft.found.say("page_size", "{} x {} mm".format(*sides))
    if max(width, height) > 50 * min(width, height):
        return
    with contextlib.suppress(pypdfium2.PdfiumError, ValueError):
        bitmap = page.render(scale=_SIDE / max(width, height), grayscale=True)
        draft.picture = picture_hash(bitmap.to_pil())
        bitmap.close()


def _holds_picture(page: pypdfium2.PdfPage) -> bool:
    with contextlib.suppress(pypdfium2.PdfiumError):
        for number, one in enumerate(page.get_objects(max_depth=3)):
            if one.type == raw.FPDF_PAGEOBJ_IMAGE:
                return True
            if number >= _MOST_OBJECTS:
                break
    return False


def _attached(document: pypdfium2.PdfDocument, draft: Draft) -> None:
    for number in range(min(document.count_attachments(), draft.bounds.files + 1)):
        try:
            one = document.get_attachment(number)
            draft.embed(one.get_name(), "", bytes(one.get_data()))
        except pypdfium2.PdfiumError:
            draft.damaged("an attached file can't be read")
