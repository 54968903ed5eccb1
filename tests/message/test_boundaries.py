from __future__ import annotations

import pytest
from hypothesis import given
from tests.message.strategies import mail_like

from assay.message import boundaries as module
from assay.message import parse
from assay.message.boundaries import Boundaries


def test_the_innermost_wins_and_gives_way_when_it_closes() -> None:
    scan = b"\n--a\n--a--\n"
    boundaries = Boundaries(scan, 70)
    assert boundaries.next(0) is None
    boundaries.push(b"a")
    boundaries.push(b"a")
    first = boundaries.next(1)
    assert first is not None
    assert (first.level, first.close, first.end) == (1, False, 5)
    boundaries.pop()
    second = boundaries.next(5)
    assert second is not None
    assert (second.level, second.close) == (0, True)


@pytest.mark.parametrize("depth", [1, 3, 4, 5, 20])
def test_few_and_many_open_boundaries_find_the_same_lines(depth: int) -> None:
    scan = b"x\n" + b"".join(b"--b%d  \r\ntext --b0\n--b0x\n" % (level % depth) for level in range(40))
    boundaries = Boundaries(scan, 70)
    for level in range(depth):
        boundaries.push(b"b%d" % level)
    position, found = 0, []
    while (hit := boundaries.next(position)) is not None:
        found.append(hit.level)
        position = hit.end
    assert found == [level % depth for level in range(40)]


def test_the_line_end_before_a_delimiter_belongs_to_it() -> None:
    boundaries = Boundaries(b"body\r\n--a\r\nrest", 70)
    boundaries.push(b"a")
    hit = boundaries.next(0)
    assert hit is not None
    assert (hit.start, hit.end) == (4, 11)
    assert boundaries.is_delimiter(6)
    assert not boundaries.is_delimiter(0)


@given(mail_like())
def test_both_ways_of_searching_give_the_same_tree(raw: bytes) -> None:
    few = [(part.number, part.body_span) for part in parse(raw).parts()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEW", 0)
        many = [(part.number, part.body_span) for part in parse(raw).parts()]
    assert few == many
