from __future__ import annotations

from hypothesis import given
from tests.message.strategies import ANY

from assay.message.fields import _read_odd_block, read_block
from assay.message.limits import DEFAULT, MessageLimits


@given(ANY)
def test_the_quick_way_and_the_careful_way_agree(raw: bytes) -> None:
    quick, careful = read_block(raw, 0, DEFAULT, None), _read_odd_block(raw, 0, DEFAULT, None)
    assert quick.headers == careful.headers
    assert quick.separator == careful.separator
    assert quick.junk == careful.junk
    assert quick.mime() == careful.mime()


def test_a_delimiter_ends_a_block() -> None:
    raw = b"A: b\n--x\n\nbody"
    block = read_block(raw, 0, DEFAULT, lambda position: raw.startswith(b"--x", position))
    assert block.separator == (5, 5)
    assert [header.name for header in block.headers] == ["A"]


def test_a_delimiter_ends_an_overlong_block() -> None:
    raw = b"A: b\n" * 10 + b"--y\n--x\nC: d\n\nbody"
    block = read_block(raw, 0, MessageLimits(headers=3), lambda position: raw.startswith(b"--x", position))
    assert raw[block.separator[0] :].startswith(b"--x")
    assert len(block.headers) == 3
    assert [code for code, *_ in block.defects] == ["header-limit"]


def test_names_may_begin_with_a_dash() -> None:
    assert [header.name for header in read_block(b"-A: b\n--c: d\n\n", 0, DEFAULT, None).headers] == ["-A", "--c"]
