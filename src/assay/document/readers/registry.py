"""Which reader reads which kind. Adding a format is a line here, a file, and its test."""

from __future__ import annotations

from collections.abc import Callable

from assay.document.draft import Draft
from assay.document.readers import (
    archive,
    content_lines,
    doc,
    docx,
    html,
    message,
    odf,
    pdf,
    pictures,
    ppt,
    pptx,
    rtf,
    sheets,
    sound,
    text,
    tnef,
)

Reader = Callable[[bytes, Draft], None]

READERS: dict[str, Reader] = {
    "pdf": pdf.read,
    "docx": docx.read,
    "xlsx": sheets.read_xlsx,
    "pptx": pptx.read,
    "odt": odf.read,
    "ods": odf.read,
    "odp": odf.read,
    "doc": doc.read,
    "xls": sheets.read_xls,
    "ppt": ppt.read,
    "rtf": rtf.read,
    "html": html.read,
    "text": text.read,
    "csv": text.read_csv,
    "jpeg": pictures.read,
    "png": pictures.read,
    "tiff": pictures.read,
    "gif": pictures.read,
    "webp": pictures.read,
    "bmp": pictures.read,
    "tnef": tnef.read,
    "vcard": content_lines.read_vcard,
    "icalendar": content_lines.read_icalendar,
    "audio": sound.read,
    "video": sound.read,
    "zip": archive.read,
    "message": message.read,
}
