"""What lists, mailboxes and gateways do to whole bodies, undone one at a time."""

from __future__ import annotations

import base64
import itertools
import quopri
import re
from typing import TYPE_CHECKING

import msgspec

from assay.model.place import Span
from assay.model.signature import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.signatures.forms import Forms

_QUOTED_FROM = re.compile(rb"(?:\A|(?<=\n))(>+)From ")
_TRAILING_SPACE = re.compile(rb"(?<![ \t])[ \t]++(?=\r?\n)")
_BARE_DASHES = re.compile(rb"(?:\A|(?<=\n))--(?=\r?\n)")
_ODD_LINE_ENDS = re.compile(rb"(?<!\r)\r(?:\r++\n?|(?!\n))")
_BARE_FROM = re.compile(rb"(?:\A|(?<=\n))(?=>*From )")
MAX_SUBSET = 6
"""Up to so many `>From ` every combination is tried: some may be the author's own."""


class Transformed(msgspec.Struct, frozen=True):
    """A body with a change undone.

    Attributes:
        body: the body as it may have been signed.
        repairs: the change.
        offset: where `body` starts in the raw body.
        in_place: whether its bytes are at that offset in the message as it is.
    """

    body: bytes
    repairs: tuple[Repair, ...]
    offset: int = 0
    in_place: bool = True


def transforms(forms: Forms) -> Iterator[Transformed]:
    """All bodies to try, the likeliest first; the first is the body as it is."""
    yield Transformed(forms.body, ())
    yield from _from_quoting(forms)
    yield from _from_unquoting(forms)
    yield from _white_space(forms)
    yield from _wrapped(forms)
    yield from _reencoded(forms)


def _from_quoting(forms: Forms) -> Iterator[Transformed]:
    matches = list(itertools.islice(_QUOTED_FROM.finditer(forms.body), 10_000))
    if not matches:
        return
    subsets: list[tuple[re.Match[bytes], ...]] = [tuple(matches)]
    if len(matches) <= MAX_SUBSET:
        sizes = range(len(matches) - 1, 0, -1)
        subsets += [subset for size in sizes for subset in itertools.combinations(matches, size)]
    for subset in subsets:
        starts = [match.start() for match in subset]
        edges = [0, *starts, len(forms.body)]
        pieces = [
            forms.body[left + (1 if number else 0) : right]
            for number, (left, right) in enumerate(itertools.pairwise(edges))
        ]
        spans = tuple(Span(forms.body_start + start, forms.body_start + start + 1) for start in starts)
        lines = "a line that begins" if len(starts) == 1 else f"{len(starts)} lines that begin"
        summary = f"a mailbox file put > before {lines} with From; without it the body is what was signed"
        yield Transformed(b"".join(pieces), (Repair("from-quoting", summary, spans, "body"),), in_place=False)


def _from_unquoting(forms: Forms) -> Iterator[Transformed]:
    """A program that reads a mailbox may take off a > that the author wrote: all of them, or one."""
    starts = [match.start() for match in itertools.islice(_BARE_FROM.finditer(forms.body), 10_000)]
    alone = [[start] for start in starts] if 1 < len(starts) <= MAX_SUBSET else []
    for subset in (starts, *alone) if starts else ():
        edges = [0, *subset, len(forms.body)]
        body = b">".join(forms.body[left:right] for left, right in itertools.pairwise(edges))
        spans = tuple(Span(forms.body_start + start, forms.body_start + start) for start in subset)
        lines = "a line with From" if len(subset) == 1 else f"{len(subset)} lines with From"
        summary = f"a mailbox program took the > before {lines} away; with it the body is what was signed"
        yield Transformed(body, (Repair("from-quoting", summary, spans, "body"),), in_place=False)


def _line_ends(odd: re.Match[bytes]) -> bytes:
    """One line end for carriage returns before a line feed, else one for each."""
    return b"\r\n" if odd[0].endswith(b"\n") else b"\r\n" * len(odd[0])


def _white_space(forms: Forms) -> Iterator[Transformed]:
    whole = (Span(forms.body_start, forms.body_start + len(forms.body)),)
    for code, pattern, replacement, summary in (
        ("line-ends", _ODD_LINE_ENDS, _line_ends, "line ends were changed"),
        ("trailing-space", _TRAILING_SPACE, b"", "white space was added at the ends of lines"),
        ("trailing-space", _BARE_DASHES, b"-- ", "the space after the signature separator was cut off"),
    ):
        changed = pattern.sub(replacement, forms.body)
        if changed != forms.body:
            repair = Repair(code, f"{summary}; undone, the body is what was signed", whole, "body")
            yield Transformed(changed, (repair,), in_place=False)


def _wrapped(forms: Forms) -> Iterator[Transformed]:
    """A list that can't append to a multipart adds a part, or wraps the whole body into the first part of a new one."""
    root = forms.message.root
    if not root.is_multipart or len(root.children) < 2:  # noqa: PLR2004 - the wrapped one and the footer
        return
    raw = forms.message.raw
    first, last = root.children[0], root.children[-1]
    inner = raw[first.body_span.start : first.body_span.end]
    rest = (Span(first.body_span.end, len(raw)),)
    summary = "a list wrapped the body into a multipart with a footer; the wrapped part is what was signed"
    repair = Repair("list-wrapping", summary, rest, "body")
    yield Transformed(inner, (repair,), first.body_span.start - forms.body_start)
    boundary = dict(root.content_type.params).get("boundary", "").encode("latin-1", "replace")
    start = raw.rfind(b"--" + boundary, forms.body_start, last.header_span.start)
    if boundary and start >= 0:
        summary = "a list added a part with its footer; without it the body is what was signed"
        repair = Repair("list-part", summary, (Span(start, last.body_span.end),), "body")
        yield Transformed(raw[forms.body_start : start] + b"--" + boundary + b"--\r\n", (repair,), in_place=False)


def _reencoded(forms: Forms) -> Iterator[Transformed]:
    root = forms.message.root
    if root.is_multipart or root.content_type.type not in {"text", ""}:
        return
    whole = (Span(forms.body_start, forms.body_start + len(forms.body)),)
    for body, words in _encodings(root.encoding, forms.body):
        summary = f"the transfer encoding was changed on the way; {words}, the body is what was signed"
        yield Transformed(body, (Repair("transfer-encoding", summary, whole, "body"),), in_place=False)


def _encodings(encoding: str, body: bytes) -> Iterator[tuple[bytes, str]]:
    if encoding == "quoted-printable":
        decoded = quopri.decodestring(body)
    elif encoding == "base64":
        try:
            decoded = base64.b64decode(body)
        except ValueError:
            return
    else:
        decoded = body
    if decoded != body:
        yield decoded, "decoded"
    crlf = decoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if encoding != "base64":
        yield base64.encodebytes(crlf), "encoded as base64"
    if encoding != "quoted-printable":
        printable = quopri.encodestring(decoded)
        yield printable, "encoded as quoted-printable"
        otherwise = quopri.encodestring(crlf.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        if otherwise != printable.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"):
            yield otherwise, "encoded as quoted-printable, with long lines broken elsewhere"
