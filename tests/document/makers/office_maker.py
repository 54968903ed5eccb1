"""Documents of every format with known words and metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from document.makers import odf_maker, ole_maker, ooxml_maker, other_maker, tnef_maker, xlsb_maker
from document.makers.story import Made, story

if TYPE_CHECKING:
    from collections.abc import Callable

ANY: dict[str, Callable[..., Made]] = {
    "docx": ooxml_maker.docx,
    "pptx": ooxml_maker.pptx,
    "xlsx": ooxml_maker.xlsx,
    "xlsb": xlsb_maker.xlsb,
    "odt": odf_maker.odt,
    "ods": odf_maker.ods,
    "odp": odf_maker.odp,
    "doc": ole_maker.doc,
    "xls": ole_maker.xls,
    "ppt": ole_maker.ppt,
    "rtf": other_maker.rtf,
    "html": other_maker.html,
    "csv": other_maker.table,
    "vcard": other_maker.vcard,
    "icalendar": other_maker.icalendar,
    "message": other_maker.eml,
    "tnef": tnef_maker.tnef,
    "audio": other_maker.sound,
}
PICTURES = ("jpeg", "png", "tiff", "gif", "webp", "bmp")


def library(count: int, seed: int = 1) -> list[Made]:
    """At least so many documents, every format in turn."""
    found: list[Made] = []
    while len(found) < count:
        seed += 1
        found += [make(story(100 * seed + number)) for number, make in enumerate(ANY.values())]
        latin = story(100 * seed + 50, latin=True)
        found.append(other_maker.pdf(latin))
        found += [
            other_maker.text(latin if charset in {"cp1252", "latin-1"} else story(100 * seed + 51), charset)
            for charset in other_maker.CHARSETS
        ]
        russian = story(100 * seed + 52, cyrillic=True)
        found += [other_maker.text(russian, charset) for charset in other_maker.CYRILLIC_CHARSETS]
        found += [other_maker.picture(latin, seed, form) for form in PICTURES]
    return found
