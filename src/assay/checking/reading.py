"""Reads what circulates, in a worker: as hostile as anything in the dump."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from assay.checking.another_size import in_another_size
from assay.checking.offered import Enclosed, Offer, Offered
from assay.document.charset import detect
from assay.document.extract import extract
from assay.document.ocr import available, read_by_ocr
from assay.message import parse
from assay.message.describe import describe
from assay.model.extracted import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.engine.interface import Beat
    from assay.message import Part

_OF_MAIL = ("message-id", "received", "mime-version", "return-path", "content-type", "dkim-signature")
"""Fields of which every mail has one: what begins with From, Sent and Subject alone was copied off a screen."""
_FEW = 5
"""Words up to which a text layer is taken for none."""


def run(payload: bytes, beat: Beat) -> bytes:
    """Reads one file.

    Args:
        payload: an `Offer`, MessagePack.
        beat: told once.

    Returns:
        An `Offered`, MessagePack.
    """
    offer = msgspec.msgpack.decode(payload, type=Offer)
    beat(offer.name, 0, 0)
    return msgspec.msgpack.encode(offered(offer, lambda: beat(offer.name, 0, 0)))


def offered(offer: Offer, beat: Callable[[], None] = lambda: None) -> Offered:
    """What is read of a file, in this process; `beat` is called after each page that OCR reads."""
    digest = hashlib.sha256(offer.data).hexdigest()
    content = extract(offer.data, offer.name)
    if content.kind == "message":
        return _mail(digest, offer.data)
    pages, by_ocr = content.pages, False
    few = len(content.text.split()) <= _FEW
    if offer.ocr and available() and few and (content.scanned or content.picture is not None):
        read = in_another_size if offer.again else read_by_ocr
        pages, by_ocr = read(offer.data, content.kind, beat), True
    picture = content.picture if content.media.startswith("image/") else None
    return Offered(
        sha256=digest, kind=content.kind, state=content.state.value, reason=content.reason, pages=pages,
        picture=picture, ocr=by_ocr,
    )  # fmt: skip


def _mail(digest: str, raw: bytes) -> Offered:
    message = parse(raw)
    if not any(message.first(name) for name in _OF_MAIL):
        return Offered(sha256=digest, kind="text", pages=(Page(0, "", _decoded(raw)),))
    files: list[Enclosed] = []

    def see(part: Part, data: bytes) -> None:
        if part.is_attachment:
            name = part.filename or ""
            files.append(Enclosed(hashlib.sha256(data).hexdigest(), name, extract(data, name).pages))

    about = describe(message, see)
    fields = {
        "from": about.from_text,
        "to": about.to_text,
        "cc": about.cc_text,
        "date": about.date_text,
        "subject": about.subject,
    }
    return Offered(
        sha256=digest, kind="message", pages=(Page(0, "", f"{about.subject}\n{about.text}"),),
        message_id=about.message_id,
        fields=fields, files=tuple(files),
    )  # fmt: skip


def _decoded(raw: bytes) -> str:
    guess = detect(raw)
    return raw.decode(guess.charset if guess else "cp1252", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
