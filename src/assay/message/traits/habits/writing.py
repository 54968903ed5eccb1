"""How a mail's text begins and ends: quotations, the delimiter of signatures, line ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.message.structure import Message, Part

_READ = 20_000
"""Octets of the text that are looked at from its start."""
_RULE = re.compile(
    rb"\n(?:-{4,6} ?(?:Original Message|Message d'origine|Urspr)|_{20})|\n\*?(?:From|De|Von) ?: ?[^\n]{0,200}@"
)
"""What Outlook and its like write above the mail that is answered."""
_ABOVE = 300
"""Octets above a quotation in which the line that announces it stands."""
_ON = re.compile(rb"\b(?:On|Le|Am|El|At) [^\n]{1,200}\n?[^\n]{0,100}(?:wrote|crit|schrieb|escribi)")
_BY = re.compile(rb"^(?!>)[^\n]{3,120}? (?:writes|wrote|a =?\S{0,12}crit|schrieb)\b", re.MULTILINE)
_DASH, _LOW_LINE = 45, 95
_OWN = re.compile(rb"[A-Za-z0-9]")


def writing_habits(message: Message) -> dict[str, str]:
    """Features of the first plain text of a message, and its line ends."""
    found = {"text.ends": _ends(message.raw)}
    part = _text(message.root)
    if part is None:
        return found
    span = part.body_span
    text = part.raw[span.start : min(span.end, span.start + _READ)]
    found.update(_quotation(text))
    if b"\n--" in text:
        if b"\n-- \n" in text or b"\n-- \r\n" in text:
            found["text.signature"] = "dashes, space"
        elif b"\n--\n" in text or b"\n--\r\n" in text:
            found["text.signature"] = "dashes"
    tail = part.raw[max(span.start, span.end - 8) : span.end].replace(b"\r", b"")
    found["text.end"] = str(min(len(tail) - len(tail.rstrip(b"\n")), 3))
    return found


def _text(part: Part) -> Part | None:
    for _ in range(10):
        if not part.children:
            break
        part = part.children[0]
    return part if part.content_type.media == "text/plain" and part.encoding != "base64" else None


def _ends(raw: bytes) -> str:
    head = raw[:_READ]
    both = head.count(b"\r\n")
    if not both:
        return "LF" if b"\n" in head else "CRLF"
    return "CRLF" if both == head.count(b"\n") else "mixed"


def _quotation(text: bytes) -> dict[str, str]:
    """The form of the line above a quotation, and whether the answer stands above or below."""
    start = 0 if text.startswith(b">") else text.find(b"\n>")
    rule = _RULE.search(text)
    if rule is not None and (start < 0 or rule.start() < start):
        start = rule.start()
        form = "dashes" if text[start + 1] == _DASH else "rule" if text[start + 1] == _LOW_LINE else "block"
    elif start < 0:
        return {}
    else:
        above = text[max(0, start - _ABOVE) : start]
        announced = _ON.search(above) or _BY.search(above)
        form = "none" if announced is None else "on" if announced.re is _ON else "by"
        start = start if announced is None else max(0, start - _ABOVE) + announced.start()
    return {"text.attribution": form, "text.answer": "above" if _OWN.search(text, 0, start) else "below"}
