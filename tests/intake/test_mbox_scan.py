from __future__ import annotations

import io
import mailbox
import time
from email import policy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake import mbox_scan
from assay.intake.mbox_scan import pieces, scan

if TYPE_CHECKING:
    from pathlib import Path

FROM = b"From someone@example.org Tue May  3 10:00:00 2022\n"
HEAD = b"From: a@example.org\nSubject: x\n"


def bodies(data: bytes) -> list[bytes]:
    return [data[offset : offset + length] for offset, length in scan(io.BytesIO(data))]


def with_length(body: bytes) -> bytes:
    return FROM + HEAD + b"Content-Length: %d\n\n" % len(body) + body


def test_the_blank_line_that_separates_belongs_to_no_message() -> None:
    data = FROM + HEAD + b"\none\n\n" + FROM + HEAD + b"\ntwo\n\n\n" + FROM + HEAD + b"\nthree\n"
    assert bodies(data) == [HEAD + b"\none\n", HEAD + b"\ntwo\n\n", HEAD + b"\nthree\n"]


def test_a_byte_order_mark_belongs_to_the_first_line() -> None:
    data = b"\xef\xbb\xbf" + FROM + HEAD + b"\none\n\n" + FROM + HEAD + b"\ntwo\n"
    assert bodies(data) == [HEAD + b"\none\n", HEAD + b"\ntwo\n"]


def test_line_ends_are_kept() -> None:
    first = (HEAD + b"\none\n").replace(b"\n", b"\r\n")
    data = FROM.replace(b"\n", b"\r\n") + first + b"\r\n" + FROM + HEAD + b"\ntwo\n"
    assert bodies(data) == [first, HEAD + b"\ntwo\n"]


def test_prose_that_starts_with_from_splits_nothing() -> None:
    body = b"\nFrom here we go at 10:30 on 3 May 2022.\n\nFrom now on: nothing.\n\nFrom Paris\nwith love\n"
    assert bodies(FROM + HEAD + body) == [HEAD + body]


def test_a_missing_blank_line_before_a_strict_line() -> None:
    assert bodies(FROM + HEAD + b"\none\n" + FROM + HEAD + b"\ntwo\n") == [HEAD + b"\none\n", HEAD + b"\ntwo\n"]


@pytest.mark.parametrize(
    "line",
    [
        b"From a@b.c Tue May  3 10:00:00 2022\n",
        b"From a@b.c Tue May  3 10:00 2022\n",
        b"From a@b.c Tue, 3 May 2022 10:00:00 +0200\n",
        b"From 1234567890@xxx Tue May 03 10:00:00 +0000 2022\n",
        b"From - Tue May 03 10:00:00 2022\n",
        b"From MAILER-DAEMON Tue May  3 10:00:00 2022 remote from x\n",
        b"From a b c Tue May  3 10:00:00 CEST 2022\n",
        b"From a@b.c\n",
    ],
)
def test_shapes_of_from_lines(line: bytes) -> None:
    assert bodies(FROM + HEAD + b"\none\n\n" + line + HEAD + b"\ntwo\n")[1:] == [HEAD + b"\ntwo\n"]


def test_content_length_is_trusted_where_all_have_it_and_it_fits() -> None:
    quoted = b"forwarded:\n\n" + FROM + HEAD + b"\ninner\n"
    data = with_length(quoted) + b"\n" + with_length(b"two\n") + b"\n"
    found = list(pieces(io.BytesIO(data)))
    assert len(found) == 2
    assert found[0].held == 1
    assert data[found[0].start : found[0].end].endswith(b"\n\n" + quoted)


def test_one_content_length_swallows_no_neighbour() -> None:
    neighbour = FROM + HEAD + b"\nneighbour\n\n"
    body = b"mine\n\n" + neighbour
    data = FROM + HEAD + b"Content-Length: %d\n\n" % len(body) + body + FROM + HEAD + b"\nlast\n"
    assert len(bodies(data)) == 3


def test_the_first_message_swallows_no_file() -> None:
    rest = b"mine\n\n" + FROM + HEAD + b"\nneighbour\n"
    assert len(bodies(with_length(rest))) == 2
    assert len(bodies(with_length(b"one\n") + b"\n" + with_length(rest))) == 2


@pytest.mark.parametrize("claimed", [0, 1, 3, 10**14])
def test_a_wrong_content_length_is_not_trusted(claimed: int) -> None:
    data = FROM + HEAD + b"Content-Length: %d\n\none\n\n" % claimed + with_length(b"two\n")
    assert len(bodies(data)) == 2


def test_bytes_before_the_first_line() -> None:
    assert bodies(b"\n\n" + FROM + HEAD + b"\none\n") == [HEAD + b"\none\n"]
    assert bodies(HEAD + b"\nzero\n\n" + FROM + HEAD + b"\none\n") == [HEAD + b"\nzero\n", HEAD + b"\none\n"]
    assert bodies(b"") == []


def test_a_from_line_of_a_megabyte() -> None:
    data = FROM[:-1] + b"x" * (1 << 20) + b"\n" + HEAD + b"\none\n"
    assert bodies(data) == [HEAD + b"\none\n"]


PARTS = st.sampled_from(
    [FROM, HEAD, b"\n", b"\r\n", b"From \n", b">From x\n", b"text\n", b"From", b"Content-Length: 5\n\n", b"a", b"\0"]
)


@given(st.lists(PARTS | st.binary(max_size=8), max_size=40), st.sampled_from([16, 64, 1 << 22]))
def test_the_pieces_cover_the_file_without_a_gap(parts: list[bytes], block: int) -> None:
    data = b"".join(parts)
    whole = list(pieces(io.BytesIO(data)))
    at = 0
    for piece in whole:
        assert piece.envelope == at
        assert piece.envelope <= piece.start <= piece.end <= piece.next
        assert data[piece.end : piece.next].strip(b"\r\n") == b""
        assert piece.next - piece.end <= 2 or piece.held
        at = piece.next
    assert at == len(data)
    assert b"".join(data[p.envelope : p.start] + data[p.start : p.end] + data[p.end : p.next] for p in whole) == data
    old = mbox_scan._Bytes.BLOCK
    try:
        mbox_scan._Bytes.BLOCK = block
        assert list(pieces(io.BytesIO(data))) == whole
    finally:
        mbox_scan._Bytes.BLOCK = old


@pytest.mark.shared
def test_an_mbox_written_by_the_standard_library(shared: Path, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "list.mbox")
    for path in sorted((shared / "corpora" / "linux-man" / "eml").iterdir()):
        box.add(path.read_bytes())
    box.flush()
    with (tmp_path / "list.mbox").open("rb") as file:
        mine = []
        for offset, length in list(scan(file)):
            file.seek(offset)
            mine.append(file.read(length))
    assert len(mine) == 2500
    assert mine == [box.get_bytes(key) for key in box.iterkeys()]
    assert box[0].policy == policy.compat32
    box.close()


def test_scanning_is_fast() -> None:
    message = FROM + HEAD + b"\n" + b"A line of text that is as long as lines of text are.\n" * 600 + b"\n"
    data = message * 2000
    start = time.process_time()
    assert len(list(scan(io.BytesIO(data)))) == 2000
    assert len(data) / (time.process_time() - start) > 100e6


def test_patches_inside_of_mails_separate_nothing_and_in_a_file_of_patches_all() -> None:
    patch = b"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: a@b.example\n\n---\n"
    box = b"From a@b.example Fri May  5 18:35:20 2017\nFrom: a@b.example\n\nA patch:\n\n" + patch
    assert len(list(pieces(io.BytesIO(box)))) == 1
    assert len(list(pieces(io.BytesIO(patch + b"\n" + patch)))) == 2
