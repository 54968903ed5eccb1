"""The files of a form that was sent (RFC 7578)."""

from __future__ import annotations

from typing import NamedTuple

from assay.message import parse
from assay.message.media import parse_content_type
from assay.model.errors import UsageError

FIELD = "file"
_LONGEST_HEAD = 8_000
_END = b"--"


class FormProblem(UsageError):
    """A form that can't be read; says why."""


class Form(NamedTuple):
    """A file of a form.

    Attributes:
        name: as the form calls it; untrusted.
        data: its bytes.
    """

    name: str
    data: bytes


def form(content_type: str, body: bytes, most: int) -> list[Form]:
    """The fields named `file` of a form; others are passed over.

    Args:
        content_type: the value of the field Content-Type.
        body: what was sent.
        most: files that are taken.

    Raises:
        FormProblem: it's no form, is cut off, or has more files.
    """
    about = parse_content_type(content_type.encode())
    boundary = (about.get("boundary") or "").encode()
    if about.media != "multipart/form-data" or not boundary:
        raise FormProblem("The body isn't a form of the type multipart/form-data with a boundary.")
    found: list[Form] = []
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]
    for piece in pieces:
        if piece.startswith(_END):
            return found
        head, divided, data = piece.partition(b"\r\n\r\n")
        part = parse(head[:_LONGEST_HEAD].lstrip(b" \t\r\n") + b"\r\n\r\n").root
        if not divided or part.disposition != "form-data" or dict(part.disposition_field.params).get("name") != FIELD:
            continue
        if len(found) == most:
            raise FormProblem(f"The form has more than {most} files.")
        found.append(Form(part.filename or "file", data))
    raise FormProblem("The form is cut off: its last boundary is missing.")
