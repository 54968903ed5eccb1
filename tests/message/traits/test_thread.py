from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message import parse
from assay.message.traits.thread import thread_index, topic


def of(head: bytes) -> bytes:
    return b"From: a@one.example\r\n" + head + b"\r\n\r\ntext\r\n"


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("Budget", "budget"), ("Re: Budget", "budget"), ("RE: re: Fwd: Budget", "budget"), ("AW: WG: Budget", "budget"),
        ("R\u00e9f : Budget", "budget"), ("Re[2]: Budget", "budget"), ("[list] Re: [x] Budget", "budget"),
        ("TR: Budget  2017", "budget 2017"), ("Rebate", "rebate"), ("Regarding: x", "regarding: x"), ("", ""),
        ("[list]", "[list]"),
    ],
)  # fmt: skip
def test_the_topic_is_the_subject_without_prefixes(subject: str, says: str) -> None:
    encoded = b"=?utf-8?b?" + base64.b64encode(subject.encode()) + b"?="
    assert topic(parse(of(b"Subject: " + encoded))) == says


def test_the_index_is_read_over_folded_lines() -> None:
    raw = bytes(range(22))
    encoded = base64.b64encode(raw)
    assert thread_index(parse(of(b"Thread-Index: " + encoded[:12] + b"\r\n " + encoded[12:]))) == raw.hex()


@pytest.mark.parametrize("value", [b"", b"!!", b"AQ", b"A" * 5000])
def test_what_is_no_index_is_none(value: bytes) -> None:
    assert thread_index(parse(of(b"Thread-Index: " + value))) == ""


@given(st.binary(max_size=200))
def test_any_bytes_are_borne(value: bytes) -> None:
    message = parse(of(b"Thread-Index: " + value + b"\r\nSubject: " + value))
    assert isinstance(thread_index(message) + topic(message), str)
