"""A mail that lies in a document: its head and its text, its attachments as files."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from assay.document import compound
from assay.intake.interface import Limits
from assay.intake.msg import Msg
from assay.intake.sniff import wide_codec
from assay.message.describe import describe
from assay.model.errors import Unreadable

if TYPE_CHECKING:
    from assay.document.draft import Draft
    from assay.message.structure import Part

_EMLX = re.compile(rb"\s{0,4}\d{1,10}[ \t]*\r?\n")


def read(data: bytes, draft: Draft) -> None:
    """Reads .eml, .emlx and .msg.

    Raises:
        IntakeError: a .msg can't be read.
    """
    raw = _raw(data)

    def see(part: Part, body: bytes) -> None:
        if part.is_attachment:
            draft.embed(part.filename or "", part.content_type.media, body)

    about = describe(raw, see)
    draft.found.say("title", about.subject)
    draft.found.say("author", about.from_text)
    draft.found.time("created", about.date)
    heads = (("From", about.from_text), ("To", about.to_text), ("Cc", about.cc_text), ("Date", about.date_text))
    lines = [f"{name}: {value}" for name, value in (*heads, ("Subject", about.subject)) if value]
    draft.page(0, "", "\n".join(lines) + "\n\n" + about.text)


def _raw(data: bytes) -> bytes:
    if data.startswith(compound.MAGIC):
        for member in Msg().members(io.BytesIO(data), "", Limits()):
            if member.error is not None:
                raise member.error
            if member.body is not None:
                return member.body if isinstance(member.body, bytes) else member.body.read()
        raise Unreadable("there is no message in it")
    encoding = wide_codec(data[:65_536])
    if encoding:
        return data.decode(encoding, "replace").encode("utf-8", "replace")
    line = _EMLX.match(data)
    return data[line.end() :] if line else data
