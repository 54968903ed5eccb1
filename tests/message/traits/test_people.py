from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.message import parse
from assay.message.traits.people import LONGEST_NAME, names


def test_names_and_addresses_of_each_field() -> None:
    raw = (
        b"Return-Path: <bounce@X.example>\r\nFrom: Anna Corbelin <Anna@X.example>\r\n"
        b'Reply-To: "a@b.example" <c@d.example>, e@f.example\r\n\r\n'
    )
    assert names(parse(raw)) == (
        ("from", "Anna Corbelin", "anna@x.example"),
        ("reply-to", "a@b.example", "c@d.example"),
        ("reply-to", "", "e@f.example"),
        ("return-path", "", "bounce@x.example"),
    )


def test_floods_are_cut() -> None:
    raw = b"From: " + b"n" * 50_000 + b" <a@x.example>\r\n" + b"From: a@x.example, " * 5 + b"b@x.example\r\n" * 9_999
    found = names(parse(raw + b"\r\n"))
    assert len(found) <= 25
    assert max(len(name) for _, name, _ in found) == LONGEST_NAME
    assert names(parse(b"From: " + b"n" * 50_000 + b"@x.example\r\n\r\n")) == ()


@given(st.binary(max_size=200))
def test_nothing_raises(data: bytes) -> None:
    names(parse(b"From: " + data))
