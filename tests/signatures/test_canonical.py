from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import load_der_public_key
from dkim import canonicalization as peer
from hypothesis import given
from hypothesis import strategies as st

from assay.signatures.canonical import (
    CRLF,
    body_nofws,
    body_relaxed,
    body_simple,
    domainkeys_input,
    header_nofws,
    header_relaxed,
    header_simple,
    to_crlf,
)
from assay.signatures.layout import split_fields

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PIECES = st.lists(
    st.sampled_from(
        [b" ", b"  ", b"\t", b"\r\n", b"\n", b"\r", b"a", b"Word", b"\xe9", b"=", b":", b" " * 9, b" " * 70]
    )
).map(b"".join)


def as_crlf(data: bytes) -> bytes:
    return re.sub(rb"\r?\n", b"\r\n", data)


def peer_relaxed(body: bytes) -> bytes:
    """dkimpy keeps white space that ends a body without a line end; RFC 6376 3.4.4 ends every body with CRLF."""
    body = as_crlf(body)
    if body and not body.endswith(CRLF):
        body += CRLF
    return bytes(peer.Relaxed.canonicalize_body(body)) if body else b""


@given(PIECES)
def test_simple_bodies_agree_with_dkimpy(body: bytes) -> None:
    assert body_simple(body) == peer.Simple.canonicalize_body(as_crlf(body))


@given(PIECES)
def test_relaxed_bodies_agree_with_dkimpy(body: bytes) -> None:
    assert body_relaxed(body) == peer_relaxed(body)


@given(st.binary())
def test_any_bytes_have_relaxed_and_simple_forms(body: bytes) -> None:
    assert body_relaxed(body) == peer_relaxed(body)
    assert body_simple(body) == peer.Simple.canonicalize_body(as_crlf(body))


@given(PIECES)
def test_canonical_forms_are_stable(body: bytes) -> None:
    assert body_relaxed(body_relaxed(body)) == body_relaxed(body)
    assert body_simple(body_simple(body)) == body_simple(body)


@given(PIECES)
def test_relaxed_headers_agree_with_dkimpy(value: bytes) -> None:
    value = value.rstrip(b"\r")
    if value.strip(b"\r\n\t ") != value.strip(b"\t \r\n").strip():
        return
    name, canonical = peer.Relaxed.canonicalize_headers([(b"SubJect ", as_crlf(value))])[0]
    if b"\r" in as_crlf(value).replace(CRLF, b""):
        return
    assert header_relaxed(b"SubJect :" + value) == name + b":" + canonical


@given(PIECES)
def test_nofws_keeps_every_other_octet(body: bytes) -> None:
    assert body_nofws(body).translate(None, b" \t\r\n") == body.translate(None, b" \t\r\n")
    assert not body_nofws(body).endswith(b"\r\n\r\n")


def test_examples_of_rfc_6376_section_3_4_5() -> None:
    assert header_relaxed(b"A: X\r\n") + header_relaxed(b"B : Y\t\r\n\tZ  \r\n") == b"a:X\r\nb:Y Z\r\n"
    assert header_simple(b"B : Y\t\r\n\tZ  \r\n") == b"B : Y\t\r\n\tZ  \r\n"
    assert body_relaxed(b" C \r\nD \t E\r\n\r\n\r\n") == b" C\r\nD E\r\n"
    assert body_simple(b" C \r\nD \t E\r\n\r\n\r\n") == b" C \r\nD \t E\r\n"


@pytest.mark.parametrize("body", [b"", b"\r\n", b"\n\n\n", b"\r\n\r\n"])
def test_an_empty_body(body: bytes) -> None:
    assert body_simple(body) == b"\r\n"
    assert body_relaxed(body) == b""
    assert body_nofws(body) == b""
    assert domainkeys_input([b"A: b"], body, "simple") == b"A: b\r\n"


def test_white_space_alone_is_an_empty_relaxed_body() -> None:
    assert body_relaxed(b" \t \r\n \r\n") == b""
    assert body_relaxed(b"   ") == b""
    assert body_simple(b"   ") == b"   \r\n"


def test_lone_carriage_returns_stay() -> None:
    assert body_simple(b"a\rb\n") == b"a\rb\r\n"
    assert body_relaxed(b"a\r\r\n\r\n") == b"a\r\r\n"
    assert body_relaxed(b"a\r\n\r") == b"a\r\n\r\r\n"
    assert body_simple(b"\r\r\n\r\n") == b"\r\r\n"
    assert to_crlf(b"a\r\r\nb\n") == b"a\r\r\nb\r\n"


def test_nothing_to_change_hands_the_same_object_back() -> None:
    body = b"QUJD\r\n" * 1000
    assert body_relaxed(body) is body
    assert body_simple(body) is body


def test_domainkeys_joins_headers_and_body() -> None:
    fields = [b"From: A <a@b.example>\r\n", b"Subject: x\r\n  y\r\n"]
    assert (
        domainkeys_input(fields, b"one  two\n\n\n", "nofws") == b"From:A<a@b.example>\r\nSubject:xy\r\n\r\nonetwo\r\n"
    )
    assert domainkeys_input(fields, b"one  two\n", "simple").endswith(b"  y\r\n\r\none  two\r\n")
    assert header_nofws(b"A : \r\n b\n") == b"A:b\r\n"
    with pytest.raises(ValueError, match="relaxed"):
        domainkeys_input(fields, b"", "relaxed")


def test_hostile_bodies_take_bounded_time() -> None:
    started = time.perf_counter()
    for body in (
        b" " * 10_000_000,
        b"\r\n" * 5_000_000,
        b"\r" * 10_000_000,
        b" \t\r" * 3_000_000,
        b"a" + b" " * 9_999_999,
    ):
        body_relaxed(body)
        body_simple(body)
        body_nofws(body)
    assert time.perf_counter() - started < 5


def test_it_leaves_regular_expressions_behind() -> None:
    line = b"Le lendemain matin, nous avons repris la discussion  sur le budget. \r\n"
    body = (line + line.replace(b"  ", b" ").replace(b". ", b".") * 9) * 3_000
    ours = min(_seconds(body_relaxed, body) for _ in range(5))
    theirs = min(_seconds(peer.Relaxed.canonicalize_body, body) for _ in range(2))
    assert theirs / ours > 5


def _seconds(work: Callable[[bytes], object], body: bytes) -> float:
    started = time.perf_counter()
    work(body)
    return time.perf_counter() - started


@pytest.mark.shared
@pytest.mark.parametrize("name", ["good_dk_1", "good_dk_2", "good_dk_3", "good_dk_4", "good_dk_6", "good_dk_gmail"])
def test_domainkeys_of_another_suite_hold(shared: Path, name: str) -> None:
    folder = shared / "authentication" / "mail-dkim"
    fields, body = split_fields((folder / "corpus" / f"{name}.txt").read_bytes())
    at = next(index for index, field in enumerate(fields) if field.lower().startswith(b"domainkey-signature"))
    text = re.sub(rb"\s+", b"", fields[at].partition(b":")[2]).decode()
    tags = dict(tag.partition("=")[::2] for tag in text.rstrip(";").split(";"))
    names = [name.lower().encode() for name in tags["h"].split(":")] if "h" in tags else None
    below = [field for field in fields[at + 1 :] if names is None or field.partition(b":")[0].strip().lower() in names]
    record = next(
        line
        for line in (folder / "FAKE_DNS.dat").read_text("utf-8").splitlines()
        if line.startswith(f"{tags['s']}._domainkey.{tags['d']} ")
    )
    key = re.search(r"p=([A-Za-z0-9+/=]+)", record)
    assert key
    public = load_der_public_key(base64.b64decode(key[1]))
    assert isinstance(public, RSAPublicKey)
    data = domainkeys_input(below, body, tags.get("c", "simple"))
    public.verify(base64.b64decode(tags["b"]), data, PKCS1v15(), SHA1())  # noqa: S303 - DomainKeys
