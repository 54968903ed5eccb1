"""The text of a mail cut into own words and quotations: what is compared to find out who quotes whom, and how.

Forms of passages: `own` words; the `signature` below them (`-- `, RFC 3676 section 4.3); `rendered`, the own words as
the HTML alternative shows them, only where they aren't those of the plain text; and the quotations: `prefix` (`>`),
`block` (Outlook's From, Sent, To, Subject), `html` (blockquote), `forwarded`, `attached` (message/rfc822).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from assay.message.charsets import decode_named
from assay.message.date import parse_date
from assay.message.decode import header_text, part_bytes
from assay.message.parse import parse
from assay.message.traits.passages.attribution import NOBODY, Attribution
from assay.message.traits.passages.cut import Piece, cut
from assay.message.traits.passages.lines import html_head, html_runs, plain_runs
from assay.message.traits.passages.words import FIRST_CARRIED, WIDTH, digests, numbers
from assay.model.traits import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.structure import Message, Part

LONGEST = 200_000
"""Bytes read of one text part."""
MOST_WORDS = 6_000
"""Words kept of one mail."""
MOST_PASSAGES = 60
_MOST_TEXTS = 20
_DEEPEST = 3
"""How deep attached messages are read."""
_SHOWN = 80
_STUB = 4
"""Plain text that has fewer than one in so many of the words of its HTML stands for nothing."""


class Spoken(NamedTuple):
    """A passage with its text, which isn't kept."""

    passage: Passage
    text: str


def passages(message: Message) -> tuple[Passage, ...]:
    """The passages of what a reader sees, in order. Never raises on any bytes."""
    return tuple(one.passage for one in spoken(message))


def spoken(message: Message) -> list[Spoken]:
    """The same with the text that each was made of; untrusted."""
    found: list[Spoken] = []
    room = MOST_WORDS * WIDTH
    for piece in _merged(_pieces(message, message.root, 0, 0)):
        text = "\n".join(piece.lines)
        words = digests(text)[:room]
        if not words and piece.form in {"own", "signature"}:
            continue
        room -= len(words)
        found.append(Spoken(_passage(piece, text, words), text))
        if room <= 0 or len(found) >= MOST_PASSAGES:
            break
    return found


def _passage(piece: Piece, text: str, words: bytes) -> Passage:
    said = piece.said
    return Passage(
        piece.form,
        piece.depth,
        said.author,
        said.address,
        said.date,
        said.subject,
        words,
        " ".join(text[: 4 * _SHOWN].split())[:_SHOWN],
        said.minutes,
        said.zone,
    )


def _merged(pieces: Iterator[Piece]) -> list[Piece]:
    """Own words of all parts as one passage: a program may cut a text in two to put a picture between."""
    found: list[Piece] = []
    own: Piece | None = None
    for piece in pieces:
        if piece.form == "own" and piece.depth == 0:
            if own is None:
                own = piece
            else:
                own.lines += piece.lines
                continue
        found.append(piece)
    return found


def _pieces(message: Message, part: Part, depth: int, level: int) -> Iterator[Piece]:
    for leaf in islice(_leaves(part), _MOST_TEXTS):
        if isinstance(leaf, Alternative):
            yield from _alternative(message, leaf, depth)
        elif not leaf.is_message:
            yield from _text(message, leaf, depth)
        elif level < _DEEPEST:
            yield from _attached(message, leaf, depth, level)


class Alternative(NamedTuple):
    """The same text twice (RFC 2046 section 5.1.4)."""

    plain: Part
    html: Part


def _leaves(part: Part) -> Iterator[Part | Alternative]:
    """The texts and attached messages that a reader sees."""
    if part.is_message:
        yield part
    elif part.children:
        if part.content_type.subtype == "alternative":
            texts = [one for child in part.children for one in _leaves(child)]
            plain = next(
                (one for one in texts if not isinstance(one, Alternative) and _media(one) == "text/plain"), None
            )
            html = next((one for one in texts if not isinstance(one, Alternative) and _media(one) == "text/html"), None)
            if plain is not None and html is not None:
                yield Alternative(plain, html)
            else:
                yield from texts[:1]
        else:
            for child in part.children:
                yield from _leaves(child)
    elif part.is_text and part.disposition in {"", "inline"} and _media(part) in {"text/plain", "text/html"}:
        yield part


def _media(part: Part) -> str:
    return part.content_type.media


def _text(message: Message, part: Part, depth: int) -> list[Piece]:
    text = _decoded(message, part)
    if part.content_type.subtype == "html":
        return cut(html_runs(text), "html", depth)
    joined = (part.content_type.get("delsp") or "").lower() == "yes"
    return cut(plain_runs(text, joined=joined), "prefix", depth)


def _decoded(message: Message, part: Part) -> str:
    text = decode_named(part_bytes(message, part).data[:LONGEST], part.content_type.charset).text
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return text.replace("\uff1a", ":")


def _alternative(message: Message, both: Alternative, depth: int) -> list[Piece]:
    plain = _text(message, both.plain, depth)
    source = _decoded(message, both.html)
    own = [piece for piece in plain if piece.depth == depth]
    head = html_head(source)
    answers = len(head) < len(source) and any(True for _ in _counted(own))
    if answers and _say_the_same(own, cut(html_runs(head), "html", depth)):
        return plain
    html = cut(html_runs(source), "html", depth)
    if sum(len(line) for piece in plain for line in piece.lines) * _STUB < sum(
        len(line) for piece in html for line in piece.lines
    ):
        return html
    if depth == 0 and not _say_the_same(own, [piece for piece in html if piece.depth == depth]):
        rendered = Piece("rendered", 0)
        rendered.lines = [line for piece in html if piece.depth == 0 for line in piece.lines]
        return [*plain, rendered]
    return plain


def _say_the_same(plain: list[Piece], html: list[Piece]) -> bool:
    """Whether the same words count in both: programs that make one alternative of the other leave them as they are."""
    return _tokens(plain) == _tokens(html) or sorted(_counted(plain)) == sorted(_counted(html))


def _tokens(pieces: list[Piece]) -> list[str]:
    """What stands between white space, in order: the same tokens are the same words."""
    return "\n".join(line for piece in pieces for line in piece.lines).split()


def _counted(pieces: list[Piece]) -> Iterator[int]:
    """The words that count."""
    lines = (line for piece in pieces for line in piece.lines)
    return (number for line in lines for number in numbers(digests(line)) if number < FIRST_CARRIED)


def _attached(message: Message, part: Part, depth: int, level: int) -> Iterator[Piece]:
    """The passages of a message inside, under its author and date."""
    if part.children:
        inner, root = message, part.children[0]
    else:
        inner = parse(part_bytes(message, part).data[:LONGEST])
        root = inner.root
    pieces = list(_pieces(inner, root, depth + 1, level + 1))
    for piece in pieces:
        if piece.depth == depth + 1 and piece.said is NOBODY:
            piece.form = "attached"
            piece.said = _said(root)
    yield from pieces


def _said(root: Part) -> Attribution:
    author = header_text(root.value("from") or b"")
    written = header_text(root.value("date") or b"")
    date = parse_date(root.value("date") or b"")
    offset = None if date is None else date.utcoffset()
    zone = None if offset is None else round(offset.total_seconds() / 60)
    minutes = () if date is None or zone is None else (int(date.timestamp()) // 60 + zone,)
    name, _, rest = author.partition("<")
    address = (rest.partition(">")[0] or name).strip().lower()
    return Attribution(
        name.strip(' "')[:_SHOWN],
        address if "@" in address else "",
        written[:_SHOWN],
        header_text(root.value("subject") or b"")[: 4 * _SHOWN],
        minutes,
        zone,
    )
