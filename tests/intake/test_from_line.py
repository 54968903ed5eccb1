from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake import sniff
from assay.intake.from_line import from_line, is_strict, of_a_patch


@pytest.mark.parametrize(
    ("line", "strict"),
    [
        (b"From a@b.c Tue May  3 10:00:00 2022\n", True),
        (b"From a@b.c Tue, 3 May 2022 10:00:00 +0200\r\n", True),
        (b"From a@b.c 2022-05-03 10:00\n", False),
        (b"From a@b.c\n", False),
        (b"From - Tue May 03 10:00:00 2022\n", True),
        (b"From nobody\n", False),
        (b"From ???@??? Tue May 03 10:00:00 2022\n", True),
    ],
)
def test_from_lines(line: bytes, strict: bool) -> None:
    assert from_line(b"xx" + line + b"yy", 2) == 2 + len(line)
    assert is_strict(line) == strict


@pytest.mark.parametrize(
    "line",
    [
        b"From Paris with love\n",
        b"From 10:30 on, no mail\n",
        b"From here to 2022\n",
        b"from a@b.c Tue May  3 10:00:00 2022\n",
        b"From a@b.c Tue May  3 10:00:00 2022",
        b"",
    ],
)
def test_other_lines(line: bytes) -> None:
    assert from_line(line) == -1


@pytest.mark.parametrize(
    "part", [b"abc 1 ", b"Mon Jan 1 ", b"Mon ", b"1", b" ", b"1 abc ", b"a@", b"<!-- --> ", b"\n\nFrom ", b"- "]
)
def test_lines_made_to_be_slow(part: bytes) -> None:
    data = (b"From " + part * 70_000)[:65536]
    start = time.process_time()
    sniff(data, "x", len(data))
    sniff(data[5:], "x", len(data))
    assert time.process_time() - start < 0.5


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    assert from_line(b"From " + data) <= len(data) + 5
    is_strict(data)


def test_the_line_of_a_patch() -> None:
    commit = b"0123456789abcdef0123456789abcdef01234567"
    assert of_a_patch(b"From %s Mon Sep 17 00:00:00 2001\nFrom: a@b.example\n" % commit)
    assert not of_a_patch(b"From %s Tue Sep 18 00:00:00 2001\n" % commit)
    assert not of_a_patch(b"From ann@a.example Mon Sep 17 00:00:00 2001\n")
