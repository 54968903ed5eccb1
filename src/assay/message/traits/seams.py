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
from typing import TYPE_CHECKING

import numpy as np

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
_LF = 10
_UNIT = re.compile(rb"(?:=[0-9A-Fa-f]{2})++|[^=]")


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


def _body(part: Part) -> bytes:
    span = part.body_span
    return part.raw[span.start : min(span.end, span.start + _LARGEST)]


def _lines(body: bytes) -> list[bytes]:
    """The lines without their ends."""
    lines = body.split(b"\n")
    return [line.removesuffix(b"\r") for line in lines] if b"\r" in body else lines


def _quoted(part: Part) -> list[Seam]:
    body = _body(part)
    if body.count(b"=\n") + body.count(b"=\r\n") < FEWEST_LINES["quoted-printable"]:
        return []
    lines = _lines(body)
    soft = [number for number, line in enumerate(lines[:-1]) if line.endswith(b"=")]
    lengths = Counter(len(lines[number]) for number in soft)
    width = max((length for length, seen in lengths.items() if seen >= max(3, _COMMON * len(soft))), default=0)
    if not _NARROW <= width <= _WIDE:
        return []
    short = [number for number in soft if _is_short(lines, number, width)]
    excused = [number for number in short if _is_excused(lines, number)]
    long = [number for number, line in enumerate(lines) if len(line) > width]
    octets = bool(long) and sum(b"=" in lines[number][:-4] for number in soft) > _SHOWING
    if len(excused) > _MOST_EXCUSED or any(_is_counted(lines[number], width, octets=octets) for number in long):
        return []
    odd = sorted(number for number in {*short, *long} - set(excused) if soft[_AROUND] < number < soft[-_AROUND - 1])
    if not 0 < len(odd) <= min(MOST_SEAMS, _COMMON * len(soft)):
        return []
    return [_seam("quoted-printable", part, body, number, width, len(soft)) for number in odd]


def _is_short(lines: list[bytes], number: int, width: int) -> bool:
    """Whether an encoder that fills its lines would have put more on a line that it broke.

    Characters of several octets may be kept whole.
    """
    room = width - len(lines[number]) - _SLACK
    if room < 1:
        return False
    unit = _UNIT.match(lines[number + 1])
    return room >= (len(unit[0]) if unit else 1)


def _is_counted(text: bytes, width: int, *, octets: bool) -> bool:
    """Whether a long line may come of another way of counting: by characters, or with room for a last encoded one."""
    return len(text) <= width + _NEARLY and b"=" in text[:-1] and (not octets or text[-4:-3] == b"=")


def _is_excused(lines: list[bytes], number: int) -> bool:
    """Whether something else explains a short line: white space at its end, the end of the text or of a chunk."""
    text, following = lines[number], lines[number + 1]
    return text[-2:-1] in {b" ", b"\t", b"=", b""} or not following.strip() or number + 3 > len(lines)


def _base64(part: Part) -> list[Seam]:
    body = _body(part)
    width = body.find(b"\n")
    if width < 0 or _is_even(body, width + 1):
        return []
    lines = _lines(body)
    while lines and not lines[-1].strip():
        lines.pop()
    whole = len(part.body_span) <= _LARGEST
    inner = lines[:-1] if whole else lines[:-2]
    if len(inner) < FEWEST_LINES["base64"]:
        return []
    usual, seen = Counter(map(len, inner)).most_common(1)[0]
    odd = [number for number, line in enumerate(inner) if len(line) != usual]
    if len(odd) != 1 or not inner[odd[0]].strip() or not _NARROW <= usual <= _WIDE:
        return []
    return [_seam("base64", part, body, odd[0], usual, seen)]


def _is_even(body: bytes, step: int) -> bool:
    """Whether every line but the last has the length of the first, the line end included."""
    text = body.rstrip(b"\r\n")
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == _LF)
    return np.array_equal(ends, np.arange(step - 1, len(text), step))


def _flowed(part: Part) -> list[Seam]:
    body = _body(part)
    if body.count(b" \n") + body.count(b" \r\n") < FEWEST_LINES["flowed"]:
        return []
    lines = _lines(body)
    soft = [
        number
        for number, line in enumerate(lines[:-1])
        if line.endswith(b" ") and line[:1] not in {b">", b" "} and line != b"-- "
        and lines[number + 1].strip() and lines[number + 1][:1] not in {b">", b" "}
    ]  # fmt: skip
    if len(soft) < FEWEST_LINES["flowed"]:
        return []
    width = max(len(lines[number]) for number in soft)
    if not _NARROW <= width <= _WIDE:
        return []
    odd = [number for number in soft if _has_room(lines, number, width)]
    if not 0 < len(odd) <= min(MOST_SEAMS, _COMMON * len(soft) + 1):
        return []
    return [_seam("flowed", part, body, number, width, len(soft)) for number in odd]


def _has_room(lines: list[bytes], number: int, width: int) -> bool:
    word = lines[number + 1].split(None, 1)[0]
    return len(lines[number]) + len(word) < width - _FLOWED_SLACK


def _seam(kind: str, part: Part, body: bytes, number: int, width: int, lines: int) -> Seam:
    before = body.split(b"\n", number)[:number]
    start = part.body_span.start + sum(map(len, before)) + number
    length = len(_lines(body)[number])
    return Seam(kind, part.number, Span(start, start + length), length, width, lines)
