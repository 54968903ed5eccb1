"""Reads what circulates, in a worker that may be killed: it's as hostile as anything in the dump."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from assay.document.extract import extract
from assay.document.ocr import available, read_by_ocr
from assay.engine.interface import Crashed, Task
from assay.engine.local import LocalExecutor
from assay.message import parse
from assay.message.describe import describe
from assay.model.extracted import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.engine.interface import Beat
    from assay.message import Part

FUNCTION = "assay.checking.offered:run"
_FEW = 5
"""Words up to which a text layer is taken for none."""


class Offer(msgspec.Struct, frozen=True):
    """A file to be read: its name, its bytes, and whether pictures are read by OCR."""

    name: str
    data: bytes
    ocr: bool


class Enclosed(msgspec.Struct, frozen=True):
    """A file that a mail carries: digest of its bytes, name, and text; untrusted."""

    sha256: str
    name: str
    text: str = ""


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of it.

    Attributes:
        sha256: of its bytes, hex.
        kind: as in `Extracted`.
        state, reason: how reading ended.
        text: its text; of a mail its subject and readable text.
        picture: perceptual hash, where it's a picture.
        ocr: whether the text was read out of a picture.
        message_id: of a mail.
        fields: the header fields of a mail that readers see, decoded.
        files: what a mail carries.
    """

    sha256: str
    kind: str = ""
    state: str = State.READ.value
    reason: str = ""
    text: str = ""
    picture: int | None = None
    ocr: bool = False
    message_id: str = ""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    files: tuple[Enclosed, ...] = ()


def read(name: str, data: bytes, *, ocr: bool) -> Offered:
    """Reads a file in a process of its own; a reader that dies leaves the digest and the reason."""
    payload = msgspec.msgpack.encode(Offer(name, data, ocr))
    with LocalExecutor(FUNCTION, 1) as workers:
        workers.submit(Task("offered", payload))
        for outcome in workers.outcomes():
            if isinstance(outcome, Crashed):
                digest = hashlib.sha256(data).hexdigest()
                return Offered(sha256=digest, state=outcome.state, reason=outcome.reason)
            return msgspec.msgpack.decode(outcome.value, type=Offered)
    raise AssertionError("a task ends with an outcome")


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
    text, by_ocr = content.text, False
    if offer.ocr and available() and len(text.split()) <= _FEW and (content.scanned or content.picture is not None):
        pages = read_by_ocr(offer.data, content.kind, beat)
        text, by_ocr = "\n\n".join(page.text for page in pages), True
    picture = content.picture if content.media.startswith("image/") else None
    return Offered(
        sha256=digest, kind=content.kind, state=content.state.value, reason=content.reason, text=text,
        picture=picture, ocr=by_ocr,
    )  # fmt: skip


def _mail(digest: str, raw: bytes) -> Offered:
    message = parse(raw)
    files: list[Enclosed] = []

    def see(part: Part, data: bytes) -> None:
        if part.is_attachment:
            name = part.filename or ""
            files.append(Enclosed(hashlib.sha256(data).hexdigest(), name, extract(data, name).text))

    about = describe(message, see)
    fields = {
        "from": about.from_text,
        "to": about.to_text,
        "cc": about.cc_text,
        "date": about.date_text,
        "subject": about.subject,
    }
    return Offered(
        sha256=digest, kind="message", text=f"{about.subject}\n{about.text}", message_id=about.message_id,
        fields=fields, files=tuple(files),
    )  # fmt: skip
