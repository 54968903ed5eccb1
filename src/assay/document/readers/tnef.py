"""TNEF, winmail.dat ([MS-OXTNEF]): the body of a mail and its attachments, whatever its sizes claim."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assay.document.draft import Draft
from assay.document.gathered import moment
from assay.document.readers import rtf
from assay.document.readers.mapi_properties import properties
from assay.intake.lzfu import rtf_of
from assay.message.html import html_text
from assay.model.errors import LimitReached, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 6
_MOST_ATTRIBUTES = 10_000
_CODEPAGE, _SUBJECT, _BODY, _SENT, _PROPERTIES = 0x9007, 0x8004, 0x800C, 0x8005, 0x9003
_NEXT, _TITLE, _DATA, _ABOUT, _MODIFIED = 0x9002, 0x8010, 0x800F, 0x9005, 0x8013
_RTF, _HTML, _PLAIN, _TOPIC, _SENDER = 0x1009, 0x1013, 0x1000, 0x0037, 0x0C1A
_LONG_NAME, _SHORT_NAME, _MEDIA, _OBJECT = 0x3707, 0x3704, 0x370E, 0x3701


@dataclass
class _File:
    title: str = ""
    data: bytes = b""
    about: dict[int, bytes | str] = field(default_factory=dict)


def read(data: bytes, draft: Draft) -> None:
    """Reads the attributes; one that claims more bytes than there are ends the reading, and is kept as far as it goes.

    Raises:
        Unreadable: nothing follows the signature.
    """
    if len(data) <= _HEAD:
        raise Unreadable("nothing follows its signature")
    codepage = "cp1252"
    files: list[_File] = []
    for kind, value in _attributes(data, draft):
        if kind == _CODEPAGE:
            codepage = _codec(int.from_bytes(value[:4], "little"))
        elif kind == _NEXT:
            files.append(_File())
        elif files:
            _about_file(files[-1], kind, value, codepage)
        else:
            _about_mail(kind, value, codepage, draft)
    for file in files:
        name = str(file.about.get(_LONG_NAME) or file.about.get(_SHORT_NAME) or file.title)
        inner = file.about.get(_OBJECT)
        whole = file.data or (inner if isinstance(inner, bytes) else b"")
        draft.embed(name, str(file.about.get(_MEDIA, "")), whole)


def _about_mail(kind: int, value: bytes, codepage: str, draft: Draft) -> None:
    if kind == _SUBJECT:
        draft.found.say("title", value.decode(codepage, "replace"))
    elif kind == _BODY:
        draft.page(0, "", value.decode(codepage, "replace"))
    elif kind == _SENT:
        draft.found.time("created", _date(value))
    elif kind == _PROPERTIES:
        _body(properties(value, codepage), draft)


def _attributes(data: bytes, draft: Draft) -> Iterator[tuple[int, bytes]]:
    """Number and value of each attribute (section 2.1.3.3); checksums are compared and otherwise ignored."""
    at = _HEAD
    for _ in range(_MOST_ATTRIBUTES):
        if at + 9 > len(data):
            if at < len(data):
                draft.damaged("cut off within an attribute")
            return
        kind, _, size = struct.unpack_from("<HHI", data, at + 1)
        value = data[at + 9 : at + 9 + size]
        yield kind, value
        if len(value) < size:
            draft.damaged(f"an attribute claims {size} bytes and has {len(value)}")
            return
        check = data[at + 9 + size : at + 11 + size]
        if int.from_bytes(check, "little") != sum(value) & 0xFFFF:
            draft.damaged("a checksum doesn't hold")
        at += 11 + size
    draft.cut = True


def _about_file(file: _File, kind: int, value: bytes, codepage: str) -> None:
    if kind == _TITLE:
        file.title = value.split(b"\0")[0].decode(codepage, "replace")
    elif kind == _DATA:
        file.data = value
    elif kind == _ABOUT:
        file.about = properties(value, codepage)


def _body(about: dict[int, bytes | str], draft: Draft) -> None:
    """The text of the mail: plain, or taken out of HTML or of compressed RTF."""
    draft.found.say("title", str(about.get(_TOPIC, "")))
    draft.found.say("author", str(about.get(_SENDER, "")))
    plain, page, packed = about.get(_PLAIN), about.get(_HTML), about.get(_RTF)
    if plain:
        draft.page(0, "", str(plain))
    if isinstance(page, bytes):
        draft.page(0, "html", html_text(page.decode("utf-8", "replace")))
    elif isinstance(page, str):
        draft.page(0, "html", html_text(page))
    if isinstance(packed, bytes):
        try:
            source = rtf_of(packed)
        except (Unreadable, LimitReached) as error:
            draft.damaged(str(error))
            return
        inner = Draft("", draft.bounds)
        rtf.read(source, inner)
        for one in inner.pages:
            draft.page(0, one.label or "rtf", one.text)
        for file in inner.embedded:
            draft.embed(file.name, file.media, file.data)


def _date(value: bytes) -> float | None:
    """A time in parts (section 2.1.3.3.1), of whose zone nothing is said."""
    if len(value) < 12:  # noqa: PLR2004 - six numbers
        return None
    return moment(*struct.unpack_from("<6H", value))


def _codec(number: int) -> str:
    name = {65001: "utf-8", 10000: "mac-roman", 28591: "cp1252", 20127: "cp1252"}.get(number, f"cp{number}")
    try:
        b"x".decode(name)
    except (LookupError, UnicodeDecodeError):
        return "cp1252"
    return name
