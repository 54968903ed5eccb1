from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.signatures.repair.variants import HEADER_WORDS, MAX_FIELD, variants


@pytest.mark.parametrize(
    ("field", "was", "code"),
    [
        (b"To: Anne  <a@x.example>\r\n", b'To: "Anne"  <a@x.example>\r\n', "address-quoting"),
        (b'To: "Anne" <a@x.example>\r\n', b"To: Anne <a@x.example>\r\n", "address-quoting"),
        (b"Date: Mon, 3 Apr 2017 (CEST)\r\n", b"Date: Mon, 3 Apr 2017\r\n", "date-form"),
        (b'Content-Type: a/b; x="y"\r\n', b"Content-Type: a/b; x=y\r\n", "parameter-form"),
        (b"Content-Type: a/b; x=y\r\n", b'Content-Type: a/b; x="y"\r\n', "parameter-form"),
        (b"Subject: [Talk] Lunch\r\n", b"Subject: Lunch\r\n", "subject-tag"),
        (b"Subject: Re: [Talk] [x] Lunch\r\n", b"Subject: Re: Lunch\r\n", "subject-tag"),
        (b"Subject: [X] =?u?q?a?= =?u?q?b?=\r\n", b"Subject: =?u?q?a?=\r\n =?u?q?b?=\r\n", "subject-tag"),
        (b"Subject: a\r\n b\r\n", b"Subject: a\r\n\tb\r\n", "header-folding"),
        (b"To: a@x,b@x\r\n", b"To: a@x, b@x\r\n", "header-spacing"),
        (b"Subject: =?utf-8?q?caf=C3=A9?=\r\n", b"Subject: =?UTF-8?B?Y2Fmw6k=?=\r\n", "encoded-words"),
        (b"From: <a@x>\r\n", b"From: a@x\r\n", "address-quoting"),
        (b"Date: 1 May 2017 9:00 GMT\r\n", b"Date: 1 May 2017 9:00 +0000\r\n", "date-form"),
        (b"Message-Id: <1@x>\r\n", b"Message-ID: <1@x>\r\n", "header-case"),
    ],
)
def test_what_may_have_been_written(field: bytes, was: bytes, code: str) -> None:
    found = list(variants(field, field.partition(b":")[0].decode().lower()))
    assert (code, was) in found
    assert {name for name, _ in found} <= set(HEADER_WORDS)


def test_words_are_never_replaced() -> None:
    for _, field in variants(b"Subject: Re: [x] pay 1,200\r\n", "subject"):
        assert b"pay1,200" in b"".join(field.split())


@pytest.mark.parametrize(
    ("key", "value"),
    [("to", b"a," + b" " * 60_000 + b"x"), ("date", b" " * 60_000 + b"x"), ("content-type", b"a" * 60_000)],
)
def test_hostile_fields_take_bounded_time(key: str, value: bytes) -> None:
    start = time.process_time()
    assert list(variants(key.encode() + b": " + value + b"\r\n", key))
    assert time.process_time() - start < 1


def test_endless_fields_have_none() -> None:
    assert list(variants(b"To: " + b"a" * MAX_FIELD, "to")) == []


def test_a_tag_is_only_what_stands_in_front() -> None:
    for field, key in ((b"Subject: Lunch [draft]\r\n", "subject"), (b"To: [Talk] <a@x>\r\n", "to")):
        assert "subject-tag" not in {code for code, _ in variants(field, key)}


@given(
    st.sampled_from(["subject", "from", "date", "content-type", "x-any"]),
    st.one_of(st.binary(max_size=60), st.text('[]()<>"=?,:;utf-8Qb \t\r\n', max_size=60).map(str.encode)),
)
def test_any_field_has_variants_with_words_for_them(key: str, value: bytes) -> None:
    for code, field in variants(key.title().encode() + b":" + value + b"\r\n", key):
        assert code in HEADER_WORDS
        assert field.lower().startswith(key.encode() + b":")
