"""Seams: places where encoded text isn't wrapped as its encoder wraps it, as an edit of the encoded bytes leaves them.

An encoder for quoted-printable fills each line up to its width before it breaks it (RFC 2045 section 6.7, rule 5), one
for base64 fills every line but the last (section 6.8), and a program that writes format=flowed breaks a paragraph where
the next word doesn't fit (RFC 3676 section 4.2). Who changes words in the encoded text without encoding it anew leaves
one line shorter or longer than the rest. Only texts that otherwise keep strictly to their encoder's rule are judged:
many encoders wrap otherwise, and of those nothing is said.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from assay.model.place import Span
from assay.model.traits import Seam

if TYPE_CHECKING:
    from assay.message.structure import Message, Part

MOST_SEAMS = 3
"""With more of them the encoder just isn't regular."""
FEWEST_LINES = {"quoted-printable": 12, "base64": 5, "flowed": 8}
"""Wrapped lines that must show the rule."""
_LARGEST = 2_000_000
"""Octets of a part that are looked at."""
_MOST_PARTS = 30
_SLACK = 1
"""Octets by which an encoder may err: some count the line end that precedes."""
_FLOWED_SLACK = 2
_NEARLY = 6
"""A line with encoded characters that is longer by so little shows an encoder that counts characters, not octets."""
_SHOWING = 8
"""Lines with encoded characters that show whether the encoder counts octets."""
_AROUND = 1
"""Wrapped lines that must stand on either side: where a text begins and ends, programs put other texts to it."""
_MOST_EXCUSED = 2
"""With more of them the encoder breaks lines where it likes."""
_COMMON = 0.1
_NARROW, _WIDE = 60, 998
_UNIT = re.compile(rb"(?:=[0-9A-Fa-f]{2})++|[^=]")


class _Line(NamedTuple):
    start: int
    text: bytes


def seams(message: Message) -> tuple[Seam, ...]:
    """The seams of all parts; at most three a part. Never raises."""
    found: list[Seam] = []
    for part in itertools.islice(message.parts(), _MOST_PARTS):
        if part.children or len(part.body_span) < _NARROW:
            continue
        if part.encoding == "quoted-printable":
            found.extend(_quoted(part))
        elif part.encoding == "base64":
            found.extend(_base64(part))
        elif part.content_type.params and (part.content_type.get("format") or "").lower() == "flowed":
            found.extend(_flowed(part))
    return tuple(found)


def _lines(part: Part) -> list[_Line]:
    position, end = part.body_span.start, min(part.body_span.end, part.body_span.start + _LARGEST)
    lines: list[_Line] = []
    for text in part.raw[position:end].split(b"\n"):
        lines.append(_Line(position, text.removesuffix(b"\r")))
        position += len(text) + 1
    return lines


def _quoted(part: Part) -> list[Seam]:
    lines = _lines(part)
    soft = [number for number, line in enumerate(lines[:-1]) if line.text.endswith(b"=")]
    if len(soft) < FEWEST_LINES["quoted-printable"]:
        return []
    lengths = Counter(len(lines[number].text) for number in soft)
    width = max((length for length, seen in lengths.items() if seen >= max(3, _COMMON * len(soft))), default=0)
    if not _NARROW <= width <= _WIDE:
        return []
    short = [number for number in soft if _is_short(lines, number, width)]
    excused = [number for number in short if _is_excused(lines, number)]
    octets = sum(b"=" in lines[number].text[:-4] for number in soft) > _SHOWING
    long = [number for number, line in enumerate(lines) if len(line.text) > width]
    if len(excused) > _MOST_EXCUSED or any(_is_counted(lines[number].text, width, octets=octets) for number in long):
        return []
    odd = sorted(number for number in {*short, *long} - set(excused) if soft[_AROUND] < number < soft[-_AROUND - 1])
    if not 0 < len(odd) <= min(MOST_SEAMS, _COMMON * len(soft)):
        return []
    return [_seam("quoted-printable", part, lines[number], width, len(soft)) for number in odd]


def _is_short(lines: list[_Line], number: int, width: int) -> bool:
    """Whether an encoder that fills its lines would have put more on a line that it broke.

    Characters of several octets may be kept whole.
    """
    unit = _UNIT.match(lines[number + 1].text)
    return width - len(lines[number].text) >= (len(unit[0]) if unit else 1) + _SLACK


def _is_counted(text: bytes, width: int, *, octets: bool) -> bool:
    """Whether a long line may come of another way of counting: by characters, or with room for a last encoded one."""
    return len(text) <= width + _NEARLY and b"=" in text[:-1] and (not octets or text[-4:-3] == b"=")


def _is_excused(lines: list[_Line], number: int) -> bool:
    """Whether something else explains a short line: white space at its end, the end of the text or of a chunk."""
    text, following = lines[number].text, lines[number + 1].text
    return text[-2:-1] in {b" ", b"\t", b"=", b""} or not following.strip() or number + 3 > len(lines)


def _base64(part: Part) -> list[Seam]:
    span = part.body_span
    body = part.raw[span.start : min(span.end, span.start + _LARGEST)]
    width = body.find(b"\n")
    if width < 0 or _is_even(body, width + 1):
        return []
    lines = _lines(part)
    while lines and not lines[-1].text.strip():
        lines.pop()
    whole = span.end - span.start <= _LARGEST
    inner = lines[:-1] if whole else lines[:-2]
    if len(inner) < FEWEST_LINES["base64"]:
        return []
    usual, seen = Counter(len(line.text) for line in inner).most_common(1)[0]
    odd = [line for line in inner if len(line.text) != usual]
    if len(odd) != 1 or not odd[0].text.strip() or not _NARROW <= usual <= _WIDE:
        return []
    return [_seam("base64", part, odd[0], usual, seen)]


def _is_even(body: bytes, step: int) -> bool:
    """Whether every line but the last has the length of the first, the line end included."""
    text = body.rstrip(b"\r\n")
    return text.count(b"\n") == len(text) // step == text[step - 1 :: step].count(b"\n")


def _flowed(part: Part) -> list[Seam]:
    lines = _lines(part)
    soft = [
        number
        for number, line in enumerate(lines[:-1])
        if line.text.endswith(b" ") and line.text[:1] not in {b">", b" "} and line.text != b"-- "
        and lines[number + 1].text.strip() and lines[number + 1].text[:1] not in {b">", b" "}
    ]  # fmt: skip
    if len(soft) < FEWEST_LINES["flowed"]:
        return []
    width = max(len(lines[number].text) for number in soft)
    if not _NARROW <= width <= _WIDE:
        return []
    odd = [number for number in soft if _has_room(lines, number, width)]
    if not 0 < len(odd) <= min(MOST_SEAMS, _COMMON * len(soft) + 1):
        return []
    return [_seam("flowed", part, lines[number], width, len(soft)) for number in odd]


def _has_room(lines: list[_Line], number: int, width: int) -> bool:
    word = lines[number + 1].text.split(None, 1)[0]
    return len(lines[number].text) + len(word) < width - _FLOWED_SLACK


def _seam(kind: str, part: Part, line: _Line, width: int, lines: int) -> Seam:
    span = Span(line.start, line.start + len(line.text))
    return Seam(kind, part.number, span, len(line.text), width, lines)
