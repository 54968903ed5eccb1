from __future__ import annotations

import hashlib

from hypothesis import example, given
from hypothesis import strategies as st
from tests.signatures.conftest import MAIL

from assay.message import parse
from assay.signatures.canonical import body_relaxed, body_simple
from assay.signatures.forms import Forms, raw_length


def test_each_form_is_computed_once_and_right() -> None:
    forms = Forms(parse(MAIL))
    assert forms.canonical_body("relaxed") == body_relaxed(MAIL.partition(b"\r\n\r\n")[2])
    assert forms.canonical_body("relaxed") is forms.canonical_body("relaxed")
    assert forms.body_digest("simple", "sha256", 5) == hashlib.sha256(forms.canonical_body("simple")[:5]).digest()
    assert [header.key for header in forms.by_name["from"]] == ["from"]


def test_an_author_is_exactly_one_address() -> None:
    forms = Forms(parse(b"From: a@x.example, b@x.example\r\nSender: S <s@x.example>\r\n\r\n"))
    assert forms.author(forms.by_name["from"][0]) == ""
    assert forms.author(forms.by_name["sender"][0]) == "s@x.example"
    assert forms.author(None) == ""


@example(b"\n a", 3)
@example(b"a \n b", 2)
@given(st.text("ab \t\r\n", max_size=40).map(str.encode), st.integers(0, 60))
def test_the_raw_length_covers_the_canonical_one_and_no_more(body: bytes, length: int) -> None:
    for form, canonical in (("simple", body_simple), ("relaxed", body_relaxed)):
        whole = canonical(body)
        covered = raw_length(body, form, min(length, len(whole)))
        assert 0 <= covered <= len(body)
        assert canonical(body[:covered]).rstrip() == whole[:length].rstrip()
