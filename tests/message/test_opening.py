from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.limits import DEFAULT
from assay.message.opening import envelope_of, scannable, skip_blank_lines
from assay.model.place import Span


@given(st.binary(max_size=100))
def test_scannable_bytes_are_as_long_and_differ_in_line_ends_alone(raw: bytes) -> None:
    scan = scannable(raw)
    assert len(scan) == len(raw)
    assert scan.replace(b"\r", b"\n") == raw.replace(b"\r", b"\n")


@pytest.mark.parametrize(
    ("raw", "scan"),
    [
        (b"a\rb\r", b"a\nb\n"),
        (b"a\rb\r\nc", b"a\nb\r\nc"),
        (b"a\nb\rc", b"a\nb\rc"),
        (b"a\r\nb\rc", b"a\r\nb\rc"),
    ],
)
def test_bare_cr_ends_lines_where_the_first_line_says_so(raw: bytes, scan: bytes) -> None:
    assert scannable(raw) == scan


def test_envelope() -> None:
    assert envelope_of(b"From x\nA: b") == Span(0, 7)
    assert envelope_of(b"From x") == Span(0, 6)
    assert envelope_of(b"From: x\n") == Span(0, 0)
    assert envelope_of(b"\xef\xbb\xbfFrom x\nA: b") == Span(0, 10)


def test_blank_lines_are_skipped_only_before_fields() -> None:
    assert skip_blank_lines(b"\n\r\nFrom: a\n\n", 0, DEFAULT) == 3
    assert skip_blank_lines(b"\n\nwords", 0, DEFAULT) == 0
    assert skip_blank_lines(b"\xef\xbb\xbf\nFrom: a\n\n", 0, DEFAULT) == 4
    assert skip_blank_lines(b"\xef\xbb\xbfwords", 0, DEFAULT) == 0
    assert skip_blank_lines(b"From: a\n\n", 0, DEFAULT) == 0
