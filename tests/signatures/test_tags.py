from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.signatures.tags import (
    TagError,
    arc_instance_first,
    base64_value,
    blank_signature,
    dequote,
    instance_number,
    names_value,
    number_value,
    parse_tags,
)


def test_folded_values_keep_their_inside_and_lose_their_outside() -> None:
    assert parse_tags(b" v=1;\r\n\ts = x ; h=from :\r\n to;") == {"v": b"1", "s": b"x", "h": b"from :\r\n to"}


@pytest.mark.parametrize("text", [b"v=1; v=1", b"v", b"=1", b"1v=1", b"s=a\x00b", b"v=1;;s=x"])
def test_what_breaks_the_syntax_breaks_the_list(text: bytes) -> None:
    with pytest.raises(TagError):
        parse_tags(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_tags_or_an_error(text: bytes) -> None:
    try:
        tags = parse_tags(text)
    except TagError:
        return
    assert all(name.isidentifier() for name in tags)


@given(st.binary(max_size=200))
def test_blanking_touches_nothing_but_the_value_of_b(value: bytes) -> None:
    field = b"DKIM-Signature: v=1; b=" + value.replace(b";", b"") + b"; d=x\r\n"
    assert blank_signature(field) == b"DKIM-Signature: v=1; b=; d=x\r\n"


def test_blanking_leaves_bh_alone_and_keeps_the_line_end() -> None:
    assert blank_signature(b"S: bh=abc; b=def\r\n") == b"S: bh=abc; b=\r\n"
    assert blank_signature(b"S: bh=abc\r\n") == b"S: bh=abc\r\n"


def test_values() -> None:
    tags = parse_tags(b"t=12; l=0012; x=1x; b=QUJD; h=From:To; c=!; e=")
    assert number_value(tags, "t") == 12
    assert number_value(tags, "l", 76) == 12
    assert number_value(tags, "absent") is None
    assert base64_value(tags, "b") == b"ABC"
    assert names_value(tags, "h") == ("from", "to")
    for name in ("c", "e", "absent"):
        with pytest.raises(TagError):
            base64_value(tags, name)
    with pytest.raises(TagError):
        number_value(tags, "x")


def test_empty_names() -> None:
    tags = parse_tags(b"h=from::to")
    assert names_value(tags, "h", empty=True) == ("from", "to")
    with pytest.raises(TagError):
        names_value(tags, "h")


def test_quoted_printable_of_dkim() -> None:
    assert dequote(b"a=20b=3D\r\n c=zz") == b"a b=c=zz"


def test_instances() -> None:
    assert instance_number(b" i=3; a=b") == 3
    assert instance_number(b" a=b; i=12") == 12
    assert instance_number(b" a=b") is None
    assert arc_instance_first(b" i=2; host") == 2
    with pytest.raises(TagError):
        arc_instance_first(b" host; i=2")
