"""Parts of a mail as the sample's mailers write them: encoded headers, text parts, attachments, multiparts."""

from __future__ import annotations

import base64
import quopri
import re
from email.header import Header
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.demo.documents import Attachment
    from assay.demo.people import Person

CRLF = "\r\n"
_WORD = re.compile(r"=\?[\w-]+\?[qb]\?")


def encoded(text: str, charset: str = "utf-8", *, room: int = 0) -> str:
    """Return a header's text, as encoded words (RFC 2047) where it isn't ASCII.

    Args:
        text: what to encode.
        charset: of the encoded words.
        room: how many characters stand before it on its line.
    """
    if text.isascii():
        return text
    words = Header(text, charset, maxlinelen=75, header_name="x" * room, continuation_ws=" ").encode(linesep=CRLF)
    return _WORD.sub(lambda match: match[0].upper(), words)


def mailbox(person: Person, charset: str = "utf-8", *, quotes: bool = False) -> str:
    """Return a name and address as they stand in From and To."""
    name = encoded(person.name, charset)
    return f'"{name}" <{person.address}>' if quotes and person.name.isascii() else f"{name} <{person.address}>"


def text_part(subtype: str, text: str, charset: str, transfer: str) -> tuple[list[str], bytes]:
    """Return the MIME fields and the body of a text part.

    Args:
        subtype: `plain` or `html`; parameters may follow.
        text: with LF line ends.
        charset: as it's named; text that doesn't fit becomes UTF-8.
        transfer: `quoted-printable`, `8bit` or `base64`; pure ASCII goes as `7bit` where 8bit is asked for.
    """
    try:
        data = text.encode(charset)
    except UnicodeEncodeError:
        charset, data = "utf-8", text.encode()
    if transfer == "8bit" and data.isascii():
        transfer = "7bit"
    if transfer == "quoted-printable":
        data = quopri.encodestring(data)
    elif transfer == "base64":
        data = base64.encodebytes(data.replace(b"\n", b"\r\n"))
    kind, _, parameters = subtype.partition(";")
    suffix = f";{parameters}" if parameters else ""
    fields = [f"Content-Type: text/{kind}; charset={charset}{suffix}", f"Content-Transfer-Encoding: {transfer}"]
    return fields, data.replace(b"\n", b"\r\n") + (b"" if data.endswith(b"\n") else b"\r\n")


def attachment_part(attachment: Attachment) -> tuple[list[str], bytes]:
    """Return the MIME fields and the base64 body of an attachment."""
    fields = [
        f'Content-Type: {attachment.type}; name="{attachment.name}"',
        f'Content-Disposition: attachment; filename="{attachment.name}"',
        "Content-Transfer-Encoding: base64",
    ]
    lines = base64.b64encode(attachment.data)
    return fields, b"".join(lines[start : start + 76] + b"\r\n" for start in range(0, len(lines), 76))


def multipart(subtype: str, boundary: str, parts: Sequence[tuple[list[str], bytes]]) -> tuple[list[str], bytes]:
    """Return the MIME fields and the body of a multipart."""
    body = b""
    for fields, data in parts:
        body += f"--{boundary}{CRLF}{CRLF.join(fields)}{CRLF}{CRLF}".encode() + data + b"\r\n"
    return [f'Content-Type: multipart/{subtype};{CRLF}\tboundary="{boundary}"'], body + f"--{boundary}--{CRLF}".encode()


def html(mailer: str, own: str, above: str, below: str) -> str:
    """Return the HTML that a mailer makes of an answer: own text, the line above the quotation, the quoted text."""
    if mailer == "outlook":
        body = "".join(f'<p class="MsoNormal">{_lines(text)}</p>\n' for text in own.split("\n\n"))
        if below:
            body += f'<div style="border:none;border-top:solid #B5C4DF 1.0pt">{_lines(above)}</div>\n'
            body += f"<p>{_lines(below)}</p>\n"
        start = (
            '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<body lang="FR">\n<div class="WordSection1">\n'
        )
        return f"{start}{body}</div>\n</body>\n</html>\n"
    body = "<div><br></div>".join(f"<div>{_lines(text)}</div>" for text in own.split("\n\n"))
    if below:
        style = "margin:0 0 0 .8ex;border-left:1px #ccc solid"
        quote = f'<blockquote class="gmail_quote" style="{style}">{_lines(below)}</blockquote>'
        body += f'<div class="gmail_extra"><br><div class="gmail_quote">{_lines(above)}<br>{quote}</div></div>'
    return f'<div dir="ltr">{body}</div>\n'


def _lines(text: str) -> str:
    return escape(text.strip("\n"), quote=False).replace("\n", "<br>\n")
