"""How servers write: what each line of a server has in common with its other lines of that time."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from assay.message.traits.hops import ASPECTS
from assay.model.context import Irregular, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.model.place import Span
    from assay.model.traits import Hop

AROUND = 25
"""Lines before and behind that a line is compared with: servers are replaced and updated."""
FEWEST = 40
"""Other lines without which nothing is known of a server."""
FEWEST_BESIDE = 5
"""Of these on each side in time: the first and the last line of a new program are never odd."""
RARE = 0.02
"""Share of a server's lines up to which a form counts as odd rather than as one of its own."""
MANY = 0.1
"""Share up to which a form counts as odd that no line has that a signature vouches for."""
BY_CHANCE = 3.0
"""Vouched lines that would have a form by chance, from which on it tells that none has it."""
_TELLING = {
    "protocol": frozenset({"standard", "small", "Microsoft SMTP Server", "mapi"}),
    "id": frozenset({"hexadecimal", "small hexadecimal", "uuid", "exim", "postfix-long", "sendmail", "version"}),
}
"""Values of the usual line against which another one tells: shapes that a line of the server has by necessity."""
_NUMBERED = re.compile(r"[^.]*\d[^.]*")
_LITERAL = re.compile(r"[\d.]+\Z|.*:")


class Line(NamedTuple):
    """One line, or one block of lines, of a server."""

    seconds: float
    item: str
    form: str
    standing: Standing
    span: Span


@functools.lru_cache(maxsize=65536)
def family(server: str) -> str:
    """The name of a server without its numbers, as in `mail-*.google.com`; `address` for a literal, else empty."""
    if _LITERAL.match(server):
        return "address"
    if "." not in server:
        return ""
    first, _, rest = server.partition(".")
    return f"{_NUMBERED.sub('*', first)}.{_NUMBERED.sub('*', rest)}"


def group_of(hop: Hop, receiver: str) -> tuple[str, str, bool] | None:
    """The server whose habits a hop should show; None for names that many servers go by."""
    name = family(hop.by)
    if name == "address":
        name = f"address at {receiver}" if receiver else ""
    return (name, hop.field, bool(hop.helo)) if name else None


def odd_lines(server: str, lines: list[Line]) -> Iterator[tuple[str, Irregular]]:
    """Yields the lines that are unlike all others of their time, with the item they stand in."""
    if len(lines) <= FEWEST:
        return
    counts = Counter(line.form for line in lines)
    split = {form: form.split("|") for form in counts}
    proven = sum(line.standing > Standing.NONE for line in lines)
    times: list[float] = []
    for index, aspect in enumerate(ASPECTS):
        values: Counter[str] = Counter()
        for form, count in counts.items():
            values[split[form][index]] += count
        usual = values.most_common(1)[0][0]
        for value, count in values.items():
            foreign = count * proven >= BY_CHANCE * len(lines)
            if value == usual or not _tells(aspect, value, usual) or count > _bound(len(lines), foreign=foreign):
                continue
            having = [line for line in lines if split[line.form][index] == value]
            if any(line.standing > Standing.NONE for line in having):
                continue
            if not times:
                lines.sort(key=lambda line: (line.seconds, line.item, line.span.start))
                times = [line.seconds for line in lines]
            for line in having:
                others = count - sum(other.item == line.item for other in having)
                if amid(times, line.seconds):
                    seen = 0 if foreign else others
                    yield (
                        line.item,
                        Irregular(f"form {aspect}", server, value, usual, seen, len(lines) - count, proven, line.span),
                    )


def _bound(total: int, *, foreign: bool) -> float:
    return max(1.0, (MANY if foreign else RARE) * total)


def _tells(aspect: str, value: str, usual: str) -> bool:
    if not value or not usual or value == "ambiguous":
        return False
    if aspect == "protocol":
        return usual in _TELLING["protocol"] and value in _TELLING["protocol"]
    if aspect == "id":
        return (usual in _TELLING["id"] or usual.startswith("google")) and not (
            value.startswith("google") and usual.startswith("google")
        )
    return True


def amid(times: Sequence[float], seconds: float) -> bool:
    """Whether enough lines stand before and behind a time, which must be sorted."""
    place = bisect_left(times, seconds)
    return place >= FEWEST_BESIDE and len(times) - place > FEWEST_BESIDE


def odd_blocks(server: str, blocks: list[Line]) -> Iterator[tuple[str, Irregular]]:
    """Yields the mails whose topmost fields lack one that all of their time have, or stand in another order."""
    if len(blocks) <= FEWEST:
        return
    counts = Counter(block.form for block in blocks)
    vouched = sum(block.standing > Standing.NONE for block in blocks)
    foreign = {form for form, count in counts.items() if count * vouched >= BY_CHANCE * len(blocks)}
    rare = {form for form, count in counts.items() if count <= _bound(len(blocks), foreign=form in foreign)}
    rare -= {block.form for block in blocks if block.standing > Standing.NONE}
    if not rare:
        return
    blocks.sort()
    times = [block.seconds for block in blocks]
    for place, block in enumerate(blocks):
        if block.form not in rare or not amid(times, block.seconds):
            continue
        beside = [
            other
            for other in blocks[max(0, place - AROUND) : place + AROUND + 1]
            if other.item != block.item and other.form not in rare
        ]
        why = _difference(block.form, {other.form for other in beside}) if len(beside) >= AROUND else None
        if why is not None:
            proven = sum(other.standing > Standing.NONE for other in beside)
            seen = 0 if block.form in foreign else counts[block.form] - 1
            compared = (seen, len(beside), proven, block.span, len(blocks) - 1)
            yield block.item, Irregular(f"block {why[0]}", server, why[1], why[2], *compared)


def _difference(form: str, usual: set[str]) -> tuple[str, str, str] | None:
    """What tells a block from all the others: a field that it lacks, or two that stand the other way round."""
    names = list(dict.fromkeys(form.split("|")))
    others = [one.split("|") for one in usual]
    for name in others[0]:
        if name not in names and all(name in one for one in others):
            return "lacks", "no " + name, name
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            turned = [one for one in others if first in one and second in one and one.index(second) < one.index(first)]
            if first != second and len(turned) == len(others):
                return "order", f"{first} above {second}", f"{second} above {first}"
    return None
