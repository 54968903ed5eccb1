"""Cuts runs of lines into own words and quotations, each with who is quoted as the lines above say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message.traits.passages.attribution import MOST_LINES, NOBODY, Attribution, attribution
from assay.message.traits.passages.block import Block, opens, read_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.passages.lines import Run

MOST = 40
"""Passages of one mail."""
_DEEPEST = 30
_SIGNATURE = frozenset({"-- ", "--", "-- \r", "--\r"})


class Piece:
    """A passage in the making.

    Attributes:
        form, depth, said: as in `assay.model.traits.Passage`.
        lines: its text so far.
    """

    __slots__ = ("depth", "form", "lines", "said")

    def __init__(self, form: str, depth: int, said: Attribution = NOBODY) -> None:
        self.form = form
        self.depth = depth
        self.said = said
        self.lines: list[str] = []


def cut(runs: list[Run], form: str, depth: int = 0) -> list[Piece]:
    """Cuts a text.

    Args:
        runs: its lines by depth.
        form: what a quotation is called that the depth of its lines shows: `prefix` or `html`.
        depth: that of its own words: above 0 in an attached message.
    """
    cutter = _Cutter(form, depth)
    for number, run in enumerate(runs):
        following = runs[number + 1].depth if number + 1 < len(runs) else 0
        cutter.run(run, quoted_next=following > run.depth)
    return cutter.pieces


class _Cutter:
    def __init__(self, form: str, depth: int) -> None:
        self._form = form
        self._base = depth
        self._added: list[int] = []
        """How much blocks and unmarked quotations add, by the depth of the lines they stand in."""
        self._open: dict[int, Piece] = {}
        self._signature = False
        self.pieces: list[Piece] = []

    def run(self, run: Run, *, quoted_next: bool) -> None:
        """Takes the next run."""
        del self._added[run.depth + 1 :]
        self._added.extend([0] * (run.depth + 1 - len(self._added)))
        lines = run.lines
        start = 0
        for first, end, form, said in _marks(lines):
            if first < start:
                continue
            if quoted_next and form == "" and not any(line.strip() for line in lines[end:]):
                break
            self._take(run.depth, lines[start:first])
            self._added[run.depth] += 1
            self._begin(self._depth(run.depth), form or self._form, said)
            start = end
        found = attribution(lines[max(start, len(lines) - 3 * MOST_LINES) :], strong=False) if quoted_next else None
        if found is not None:
            count, said = found
            self._take(run.depth, lines[start : len(lines) - count])
            self._begin(self._depth(run.depth) + 1, self._form, said)
        else:
            self._take(run.depth, lines[start:])

    def _depth(self, marker: int) -> int:
        return min(self._base + marker + sum(self._added[: marker + 1]), _DEEPEST)

    def _begin(self, depth: int, form: str, said: Attribution) -> None:
        for deeper in [one for one in self._open if one >= depth]:
            del self._open[deeper]
        if len(self.pieces) < MOST:
            self._open[depth] = Piece(form, depth, said)
            self.pieces.append(self._open[depth])

    def _take(self, marker: int, lines: list[str]) -> None:
        """Adds lines to the passage that is open at their depth."""
        depth = self._depth(marker)
        if depth == self._base and not self._signature:
            for number, line in enumerate(lines):
                if line in _SIGNATURE:
                    self._add(depth, lines[:number])
                    self._signature = True
                    self._open[depth] = Piece("signature", depth)
                    self.pieces.append(self._open[depth])
                    lines = lines[number + 1 :]
                    break
        self._add(depth, lines)

    def _add(self, depth: int, lines: list[str]) -> None:
        if not any(lines):
            return
        for deeper in [one for one in self._open if one > depth + 1]:
            del self._open[deeper]
        if depth not in self._open and len(self.pieces) < MOST:
            self._open[depth] = Piece("own" if depth == self._base else self._form, depth)
            self.pieces.append(self._open[depth])
        if depth in self._open:
            self._open[depth].lines += lines


def _marks(lines: list[str]) -> Iterator[tuple[int, int, str, Attribution]]:
    """Where a quotation begins that no depth shows: first line, line behind, form, who."""
    until = 0
    for number in [number for number, line in enumerate(lines) if ":" in line]:
        if number < until:
            continue
        line = lines[number]
        bare = line.rstrip()
        if bare[-1] == ":" and len(bare) > 5:  # noqa: PLR2004 - the verb alone is longer
            first = max(until, number + 1 - MOST_LINES)
            found = attribution(lines[first : number + 1], strong=True)
            if found is not None:
                until = number + 1
                yield number + 1 - found[0], until, "", found[1]
                continue
        if opens(line):
            block = read_block(lines, number)
            if block is not None:
                until = block.end
                yield _from_block(block)


def _from_block(block: Block) -> tuple[int, int, str, Attribution]:
    return block.start, block.end, "forwarded" if block.forwarded else "block", block.attribution
