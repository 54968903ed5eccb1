"""Why programs may show a message otherwise than its signer saw it, where its own MIME headers aren't signed.

Hardly any signer covers Content-Type. What the signed body itself proves of its structure is beyond doubt; whatever
unsigned headers say beyond that is not: another boundary, charset, transfer encoding or type shows other text. These
are doubts, not accusations: the mail is vouched for in part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.decode import part_bytes, part_text
from assay.message.html import html_text
from assay.signatures.html_tags import looks_like_html, shows_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message import Message, Part

_FORMS = frozenset({"plain", "html", "enriched", "richtext", "calendar", "x-amp-html", "watch-html", "markdown"})
"""Kinds of text that programs offer as forms of one text."""
_INVITATIONS = frozenset({"ics", "calendar"})
"""Kinds of files that are a form of the text all the same (RFC 6047 section 2.4)."""
_MOST_WORDS = 200_000
_SAME_WORDS, _FEW_WORDS = 0.6, 30
_EIGHT_BIT = re.compile(rb"[\x80-\xff]")
_UTF8 = frozenset({"utf-8", "utf8"})
_PREAMBLES = re.compile(
    rb"\s*(?:(?:this|ceci|dies|esto|questo|isto)\b[^\r\n]{0,60}\b(?:multi-?part|mime|openpgp|s/mime|cryptographically)\b"
    rb"[^\r\n]{0,60}[.:]?|mime-version: 1\.0|content-type: multipart/[a-z]+)?\s*",
    re.IGNORECASE,
)
"""What software puts before the first part for programs that don't know MIME: one such sentence, or nothing."""
_ALNUM_ESCAPE = re.compile(rb"=(?!46rom\b|2E(?:\r?\n|\Z))(?:3[0-9]|[46][1-9A-F]|[57][0-9A])")
"""Letters and digits that no encoder of quoted-printable encodes (RFC 2045 section 6.7 rule 2), but From and a dot."""
_ENCODED = re.compile(rb"=(?:3D|20\r?\n|[C-F][0-9A-F]=[89AB][0-9A-F])")
"""What only quoted-printable has: an encoded equals sign, trailing space, UTF-8."""
_SOFT = re.compile(rb"=\r?\n")
_WITH_SOFT = re.compile(rb"(?:^|\n)[^\r\n]{68,75}=\r?\n|=[0-9A-F]{2}(?![0-9A-F])|=3[0-9]")
"""What beside a soft line end says the same: that it stands in its place, or that octets are encoded."""
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{4,76}={0,2}")
_LAST = {"signed": ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature"), "encrypted": ("octet-stream",)}
"""The subtype of the last part that a multipart of two shows itself by (RFC 1847)."""


def reading_doubt(message: Message, end: int | None = None) -> str:
    """The first such reason, as a sentence; empty where there is none.

    Args:
        message: the message.
        end: where the signed bytes end, if text was added below them.
    """
    return next(_doubts(message, end), "")


def _doubts(message: Message, end: int | None) -> Iterator[str]:
    root = message.root
    if any(defect.code == "not-a-header" for defect in message.defects):
        yield "a line in the header is no header field, and programs differ in what they take for the body"
    if any(defect.code == "duplicate-parameter" for defect in message.defects):
        yield "a parameter stands twice in Content-Type, and programs differ in which they obey"
    body = message.raw[root.body_span.start : end]
    if root.is_multipart:
        yield from _multipart(message, root, body)
        return
    if root.content_type.type not in {"text", ""}:
        yield f"an unsigned header says that the body isn't text but {root.content_type.media[:80]}"
        return
    if root.is_attachment:
        yield "an unsigned header says that the text is a file to be saved, not to be shown"
    if root.content_type.subtype not in {"plain", "html", ""}:
        yield f"an unsigned header says that the text is {root.content_type.media[:80]}, which is shown in another way"
    yield from _encoding(root, body)
    yield from _kind(message, root)
    yield from _charset(message, root)


def _multipart(message: Message, root: Part, body: bytes) -> Iterator[str]:
    boundary = b"--" + root.content_type.boundary
    first, last = body.find(boundary), body.rfind(boundary + b"--")
    if first > 0 and not _PREAMBLES.fullmatch(body[:first][:1000]):
        yield "text stands before the first part, where programs don't show it"
    if last < 0:
        yield "the last part isn't closed, so that another boundary may have been meant"
    elif body[last + len(boundary) + 2 :].strip():
        yield "text stands after the last part, where programs don't show it"
    if any(not child.headers for child in root.children):
        yield "a part has no headers of its own, so that a line of the text may have been taken for a boundary"
    subtype, kinds = root.content_type.subtype, [child.content_type for child in root.children]
    if subtype == "mixed" and _are_alternatives(message, root):
        yield "Content-Type says that the parts follow each other, but they are one text in two forms"
    if subtype == "alternative" and (_hides(root) or _are_different(message, root)):
        yield "Content-Type says that the parts are forms of one text, so that programs show one and hide the rest"
    if subtype in _LAST and (len(kinds) != 2 or kinds[-1].subtype not in _LAST[subtype]):  # noqa: PLR2004 - RFC 1847
        yield f"Content-Type says multipart/{subtype}, and the parts aren't such ones"
    if subtype == "related" and any(not _has_id(child) for child in root.children[1:]):
        yield "Content-Type says that the parts belong to the first one, so that programs may not show them"
    if subtype not in {"mixed", "alternative", "related", "report", *_LAST}:
        yield f"Content-Type says multipart/{subtype[:40]}, which programs show in different ways"


def _has_id(part: Part) -> bool:
    return any(header.key in {"content-id", "content-location"} for header in part.headers)


def _hides(root: Part) -> bool:
    """Whether parts that are called alternatives aren't ones.

    That is two of one kind, a form that no program offers, a file, or a plain text behind a richer form: the last one
    is shown, and the plainest comes first (RFC 2046 section 5.1.4).
    """
    kinds = [(child.content_type.type, child.content_type.subtype) for child in root.children]
    odd = [kind for kind in kinds if kind[0] == "text" and kind[1] not in _FORMS]
    files = [kind for kind in kinds if kind[0] not in {"text", "multipart"} and kind[1] not in _INVITATIONS]
    late = ("text", "plain") in kinds[1:]
    return bool(odd or files) or late or len(set(kinds)) < len(kinds)


def _forms(message: Message, root: Part) -> tuple[set[str], str] | None:
    """The words of a plain text, and the HTML beside it; None where the parts aren't these two."""
    kinds = [(child.content_type.type, child.content_type.subtype) for child in root.children]
    if kinds != [("text", "plain"), ("text", "html")]:
        return None
    plain, html = (part_text(message, child).text[:_MOST_WORDS] for child in root.children)
    return set(plain.split()), html


def _shown(html: str) -> set[str]:
    """The words that HTML shows."""
    return set(html_text(html).split())


def _are_alternatives(message: Message, root: Part) -> bool:
    """Whether the parts are a plain text and nearly the same words as HTML."""
    found = _forms(message, root)
    if found is None or not found[0]:
        return False
    plain, html = found[0], _shown(found[1])
    return len(plain & html) >= _SAME_WORDS * len(plain | html)


def _are_different(message: Message, root: Part) -> bool:
    """Whether the plain text has much that the HTML beside it hasn't."""
    found = _forms(message, root)
    if found is None or len(found[0]) < _FEW_WORDS:
        return False
    plain, html = found[0], _shown(found[1])
    return len(plain & html) < (1 - _SAME_WORDS) * min(len(plain), len(html))


def _encoding(root: Part, body: bytes) -> Iterator[str]:
    if root.encoding == "quoted-printable":
        if _ALNUM_ESCAPE.search(body):
            yield "quoted-printable would decode letters or digits that no program encodes: it may not have been meant"
    elif root.encoding == "base64":
        lines = body.split()
        if any(not _BASE64_LINE.fullmatch(line) for line in lines) or len({len(line) for line in lines[:-1]}) > 1:
            yield "the body isn't wrapped as programs wrap base64: it may not have been meant"
    elif _ENCODED.search(body) or (_SOFT.search(body) and _WITH_SOFT.search(body)):
        yield "the body looks like quoted-printable, but no Content-Transfer-Encoding says so"


def _kind(message: Message, root: Part) -> Iterator[str]:
    text = part_text(message, root).text
    if root.content_type.subtype == "html":
        if not looks_like_html(text):
            yield "the body isn't plainly HTML: shown as HTML, some of its words may be hidden"
    elif shows_source(text):
        yield "the body seems to be HTML, but no Content-Type says so"


def _charset(message: Message, root: Part) -> Iterator[str]:
    """Careless software sends UTF-8 under another name, and few letters change by it."""
    charset = dict(root.content_type.params).get("charset", "").lower()
    encoded = root.encoding in {"base64", "quoted-printable"}
    data = part_bytes(message, root).data if encoded else message.bytes(root.body_span)
    if not charset or not _EIGHT_BIT.search(data):
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if charset in _UTF8:
            yield "the charset is said to be UTF-8, but the body isn't"
    else:
        if charset not in _UTF8:
            yield f"the body is UTF-8, but the charset is said to be {charset[:40]}"
