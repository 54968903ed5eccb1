from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.message.hostile import BOUNDED, many_headers, nested_messages, nested_multiparts, one_header, tiny_parts
from tests.message.strategies import ANY

from assay.message import Message, MessageLimits, Part, parse
from assay.message.defects import DEFECTS
from assay.message.describe import describe

if TYPE_CHECKING:
    from pathlib import Path

MULTIPART = (
    b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\npreamble\r\n--x\r\n\r\none\r\n"
    b"--x\r\nContent-Type: text/html\r\n\r\n<p>two\r\n--x--\r\nepilogue\r\n"
)


def joined(msg: Message) -> bytes:
    return b"".join(msg.raw[segment.start : segment.end] for segment in msg.segments())


def bodies(msg: Message) -> list[bytes]:
    return [msg.bytes(part.body_span) for part in msg.parts() if not part.children]


def codes(msg: Message) -> set[str]:
    return {defect.code for defect in msg.defects}


def assert_consistent(part: Part) -> None:
    inner = part.body_span.start
    assert part.header_span.end == part.body_span.start
    for child in part.children:
        assert inner <= child.header_span.start
        assert child.body_span.end <= part.body_span.end
        inner = child.body_span.end
        assert_consistent(child)


@settings(max_examples=400)
@given(ANY)
def test_segments_give_any_bytes_back(raw: bytes) -> None:
    msg = parse(raw)
    assert joined(msg) == raw
    assert_consistent(msg.root)


@settings(max_examples=200)
@given(ANY)
def test_segments_give_any_bytes_back_at_every_limit(raw: bytes) -> None:
    msg = parse(raw, MessageLimits(depth=1, parts=2, header_block=40, headers=2, boundary=1, defects=3))
    assert joined(msg) == raw
    assert_consistent(msg.root)
    assert len(msg.defects) <= 3


@settings(max_examples=200)
@given(ANY)
def test_fields_are_where_they_say(raw: bytes) -> None:
    for part in parse(raw).parts():
        for header in part.headers:
            assert raw[header.start : header.colon].rstrip(b": \t").decode("latin-1") == header.name
            assert raw[header.start : header.colon].endswith(b":")
            assert header.key == header.name.lower()
            assert header.colon <= header.stop <= header.end


def test_multipart() -> None:
    msg = parse(MULTIPART)
    assert bodies(msg) == [b"one", b"<p>two"]
    assert [part.number for part in msg.parts()] == ["", "1", "2"]
    assert [segment.kind for segment in msg.segments()] == [
        *("header", "header", "separator", "preamble", "delimiter", "separator", "body"),
        *("delimiter", "header", "separator", "body", "delimiter", "epilogue"),
    ]
    assert not msg.defects


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends(end: bytes) -> None:
    raw = MULTIPART.replace(b"\r\n", end)
    msg = parse(raw)
    assert bodies(msg) == [b"one", b"<p>two"]
    assert [msg.bytes(header.value) for header in msg.headers] == [
        b" a@example.org",
        b" multipart/mixed; boundary=x",
    ]
    assert ("bare-cr-line-ends" in codes(msg)) == (end == b"\r")


def test_a_bare_cr_ends_no_line_where_the_first_line_ends_otherwise() -> None:
    msg = parse(b"From: a@example.org\nSubject: x\rFrom: b@example.org\n\nbody")
    assert len(msg.get_all("from")) == 1
    assert "bare-cr-in-header" in codes(msg)


def test_every_instance_of_a_field() -> None:
    msg = parse(b"Subject: one\nX: y\nSUBJECT : two\n three\n\nbody")
    assert [header.index for header in msg.get_all("subject")] == [0, 2]
    assert msg.bytes(msg.get_all("Subject")[1].value) == b" two\n three"
    assert msg.first("nothing") is None
    assert "space-before-colon" in codes(msg)


def test_envelope() -> None:
    msg = parse(b"From a@example.org Mon Jan  1 00:00:00 2018\nFrom: a@example.org\n\nbody")
    assert msg.bytes(msg.envelope).startswith(b"From a@")
    assert [header.name for header in msg.headers] == ["From"]


def test_leading_blank_lines() -> None:
    msg = parse(b"\r\n\nFrom: a@example.org\n\nbody")
    assert [header.name for header in msg.headers] == ["From"]
    assert codes(msg) == {"leading-blank-lines"}
    assert next(msg.segments()).kind == "leading"


@pytest.mark.parametrize(
    ("raw", "body", "code"),
    [
        (b"just words\nand more\n", b"just words\nand more\n", "no-header-block"),
        (b"From: a@example.org\nSubject: x\nno blank line: this\nis body", None, "no-separator"),
        (b"From: a@example.org\nstray\nSubject: x\n\nbody", b"body", "not-a-header"),
        (b"From: a@example.org\nstray\n\nbody", b"body", "not-a-header"),
        (b"stray\nFrom: a@example.org\n\nbody", b"body", "not-a-header"),
    ],
)
def test_lines_that_are_no_field(raw: bytes, body: bytes | None, code: str) -> None:
    msg = parse(raw)
    assert code in codes(msg)
    assert msg.bytes(msg.root.body_span) == (b"no blank line: this\nis body" if body is None else body)


def test_missing_closing_boundary() -> None:
    msg = parse(MULTIPART.replace(b"--x--\r\nepilogue\r\n", b""))
    assert bodies(msg) == [b"one", b"<p>two\r\n"]
    assert "no-closing-boundary" in codes(msg)


def test_boundaries_that_begin_alike() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=ab\n\n"
        b"--ab\n\none\n--ab--\n--a\n\ntwo\n--a--\n"
    )
    assert bodies(parse(raw)) == [b"one", b"two"]
    swapped = raw.replace(b"ab", b"*").replace(b"=a\n", b"=ab\n").replace(b"--a", b"--ab").replace(b"*", b"a")
    assert bodies(parse(swapped)) == [b"one", b"two"]


def test_the_same_boundary_within_itself() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=a\n\n"
        b"--a\n\none\n--a--\n--a\n\ntwo\n--a--\n"
    )
    assert bodies(parse(raw)) == [b"one", b"two"]


def test_an_outer_delimiter_ends_an_inner_multipart() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\none\n--a\n\ntwo\n--a--\n"
    )
    msg = parse(raw)
    assert bodies(msg) == [b"one", b"two"]
    assert len(msg.root.children) == 2


@pytest.mark.parametrize(
    ("declared", "code"),
    [(b"multipart/mixed", "multipart-without-boundary"), (b"multipart/mixed; boundary=q", "boundary-not-found")],
)
def test_multipart_without_its_boundary_keeps_the_body(declared: bytes, code: str) -> None:
    msg = parse(b"From: a@example.org\nContent-Type: " + declared + b"\n\nthe body\n--x\n")
    assert bodies(msg) == [b"the body\n--x\n"]
    assert code in codes(msg)


def test_the_topmost_content_type_is_obeyed() -> None:
    msg = parse(b"From: a@example.org\nContent-Type: text/html\nContent-Type: text/plain\n\nbody")
    assert msg.root.content_type.media == "text/html"
    assert "duplicate-content-type" in codes(msg)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (b"Content-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: base64", "duplicate-content-transfer-encoding"),
        (b"Content-Transfer-Encoding: base64", "encoded-multipart"),
    ],
)
def test_odd_transfer_encodings_of_a_multipart(header: bytes, code: str) -> None:
    msg = parse(header + b"\n" + MULTIPART.replace(b"\r\n", b"\n"))
    assert codes(msg) == {code}
    assert bodies(msg) == [b"one", b"<p>two"]


def test_a_leading_content_type_with_a_boundary_that_does_not_occur_loses_no_body() -> None:
    raw = MULTIPART.replace(b"Content-Type: m", b"Content-Type: multipart/mixed; boundary=no\r\nContent-Type: m", 1)
    msg = parse(raw)
    assert bodies(msg) == [b"one", b"<p>two"]
    assert [defect.detail for defect in msg.defects if defect.code == "duplicate-content-type"] == [
        "the second is obeyed: the boundary of the topmost doesn't occur"
    ]


def test_forwarded_messages_are_read_in_place() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n"
        b"Subject: inner\n\ninner body\n--a--\n"
    )
    (forwarded,) = parse(raw).root.children
    (inner,) = forwarded.children
    assert forwarded.is_message
    assert inner.number == "1.1"
    assert inner.value("subject") == b" inner"
    assert raw[inner.body_span.start : inner.body_span.end] == b"inner body"


def test_encoded_forwarded_messages_are_leaves() -> None:
    msg = parse(b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKeQ==\n")
    assert not msg.root.children


def test_digest_holds_messages() -> None:
    raw = b"Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: inner\n\nbody\n--a--\n"
    (entry,) = parse(raw).root.children
    assert entry.is_message
    assert entry.children[0].value("subject") == b" inner"


@pytest.mark.parametrize("raw", [b"", b"\0" * 50, b"\xff\xfe\x00", b"words\n", b"\n\n\n", b"key: value\n\nx"])
def test_what_is_no_message(raw: bytes) -> None:
    msg = parse(raw)
    assert not msg.is_message
    assert joined(msg) == raw


def test_what_is_a_message() -> None:
    assert parse(b"From: a@example.org\n\n").is_message
    assert parse(b"To: a@example.org\nSubject: x\n\n").is_message


def test_limits_are_defects_and_keep_the_bytes() -> None:
    deep = parse(nested_multiparts(2_000))
    assert [defect.code for defect in deep.defects].count("depth-limit") == 1
    assert sum(1 for _ in deep.parts()) == 101
    assert b"innermost" in bodies(deep)[0]
    messages = parse(nested_messages(20_000))
    assert "depth-limit" in codes(messages)
    assert b"innermost" in bodies(messages)[0]
    many = parse(tiny_parts(100_000))
    assert codes(many) == {"part-limit"}
    assert len(many.defects) == 1
    assert sum(1 for _ in many.parts()) == 1024
    for msg in (deep, messages, many):
        assert joined(msg) == msg.raw


def test_many_and_long_headers_are_capped_and_counted() -> None:
    many = parse(many_headers(20_000))
    assert len(many.headers) == 2_000
    (defect,) = many.defects
    assert defect.code == "header-limit"
    assert "18001 more" in defect.detail
    assert bodies(many) == [b"the body"]
    long = parse(one_header(50_000_000))
    assert bodies(long) == [b"the body"]
    assert len(long.headers) == 2
    assert joined(long) == long.raw


@pytest.mark.parametrize("name", BOUNDED)
def test_hostile_messages_are_read_in_bounded_time(name: str) -> None:
    raw = BOUNDED[name]()
    start = time.process_time()
    described = describe(raw)
    assert time.process_time() - start < 3, name
    assert len(described.text) <= 1_000_000
    assert set(described.defects) <= set(DEFECTS)


@pytest.mark.shared
def test_every_shared_file_is_read_losslessly(shared: Path) -> None:
    start = time.process_time()
    files = [path for folder in ("hostile", "authentication") for path in sorted((shared / folder).rglob("*"))]
    count = 0
    for path in files:
        if path.is_file():
            msg = parse(path.read_bytes())
            assert joined(msg) == msg.raw, path
            describe(msg)
            count += 1
    assert count > 800
    assert time.process_time() - start < 60
