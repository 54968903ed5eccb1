from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

import dkim
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA1

from assay.signatures.canonical import domainkeys_input
from assay.signatures.layout import split_fields
from assay.signatures.signing import PrivateKey, public_record, seal_arc, sign_dkim, sign_domainkeys

if TYPE_CHECKING:
    from collections.abc import Callable

RAW = (
    b"Received: from a.example by b.example; Mon, 6 Mar 2017 10:00:00 +0100\r\n"
    b"From: Anne <anne@a.example>\r\nTo: bob@b.example\r\nSubject: un deux\r\n trois \r\n"
    b"Date: Mon, 6 Mar 2017 10:00:00 +0100\r\nMessage-ID: <1@a.example>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour,  \r\n\r\nvoici.\r\n\r\n\r\n"
)


@pytest.fixture(scope="module")
def rsa() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


def lookup(key: PrivateKey) -> Callable[..., bytes]:
    return lambda *_, **__: public_record(key).encode()


@pytest.mark.parametrize("form", ["relaxed/relaxed", "simple/simple", "relaxed/simple", "simple/relaxed", "relaxed"])
@pytest.mark.parametrize("sha1", [False, True])
def test_dkimpy_verifies_rsa(rsa: RSAPrivateKey, form: str, *, sha1: bool) -> None:
    signed = sign_dkim(RAW, "a.example", "s1", rsa, canonicalisation=form, timestamp=1488790800, sha1=sha1)
    assert signed.endswith(RAW)
    assert dkim.verify(signed, dnsfunc=lookup(rsa))
    assert not dkim.verify(signed.replace(b"voici", b"voila"), dnsfunc=lookup(rsa))
    assert not dkim.verify(signed.replace(b"un deux", b"un dix"), dnsfunc=lookup(rsa))


def test_dkimpy_verifies_ed25519() -> None:
    key = Ed25519PrivateKey.generate()
    assert dkim.verify(sign_dkim(RAW, "a.example", "s1", key), dnsfunc=lookup(key))


def test_lf_messages_stay_lf_and_verify(rsa: RSAPrivateKey) -> None:
    signed = sign_dkim(RAW.replace(b"\r\n", b"\n"), "a.example", "s1", rsa)
    assert b"\r" not in signed
    assert dkim.verify(signed, dnsfunc=lookup(rsa))


def test_over_signing_forbids_a_second_subject(rsa: RSAPrivateKey) -> None:
    plain = sign_dkim(RAW, "a.example", "s1", rsa)
    strict = sign_dkim(RAW, "a.example", "s1", rsa, over_sign=("subject", "from", "reply-to"))
    assert dkim.verify(strict, dnsfunc=lookup(rsa))
    assert dkim.verify(b"Subject: autre\r\n" + plain, dnsfunc=lookup(rsa))
    assert not dkim.verify(b"Subject: autre\r\n" + strict, dnsfunc=lookup(rsa))
    assert not dkim.verify(b"Reply-To: x@y.example\r\n" + strict, dnsfunc=lookup(rsa))


def test_length_covers_the_head_of_the_body(rsa: RSAPrivateKey) -> None:
    signed = sign_dkim(RAW, "a.example", "s1", rsa, length=12, canonicalisation="relaxed/simple")
    assert b" l=12;" in signed
    assert dkim.verify(signed + b"suite\r\n", dnsfunc=lookup(rsa))
    assert not dkim.verify(signed.replace(b"Bonjour", b"Bonsoir"), dnsfunc=lookup(rsa))


def test_identity_and_times_are_tags(rsa: RSAPrivateKey) -> None:
    now = int(time.time())
    signed = sign_dkim(RAW, "a.example", "s1", rsa, identity="@mail.a.example", timestamp=now, expires=now + 1000)
    assert b"i=@mail.a.example;" in signed
    assert dkim.verify(signed, dnsfunc=lookup(rsa))


def test_long_h_is_folded(rsa: RSAPrivateKey) -> None:
    names = tuple(f"x-field-number-{number}" for number in range(12))
    raw = "".join(f"{name}: {name}\r\n" for name in names).encode() + RAW
    signed = sign_dkim(raw, "a.example", "s1", rsa, headers=("from", *names))
    assert max(map(len, signed.split(b"\r\n"))) < 90
    assert dkim.verify(signed, dnsfunc=lookup(rsa))


@pytest.mark.parametrize("form", ["nofws", "simple"])
@pytest.mark.parametrize("headers", [(), ("from", "subject", "date")])
def test_domainkeys_signs_headers_and_body(rsa: RSAPrivateKey, form: str, headers: tuple[str, ...]) -> None:
    signed = sign_domainkeys(RAW, "a.example", "s1", rsa, canonicalisation=form, headers=headers)
    assert signed.startswith(b"DomainKey-Signature: a=rsa-sha1; q=dns;")
    assert (b"h=from:subject:date;" in signed) == bool(headers)
    fields, body = split_fields(signed)
    value = base64.b64decode(fields[0].rpartition(b"b=")[2])
    covered = [field for field in fields[1:] if not headers or field.split(b":")[0].decode().lower() in headers]
    rsa.public_key().verify(value, domainkeys_input(covered, body, form), PKCS1v15(), SHA1())  # noqa: S303 - DomainKeys
    with pytest.raises(InvalidSignature):
        rsa.public_key().verify(value, domainkeys_input(covered, body + b"x", form), PKCS1v15(), SHA1())  # noqa: S303


def test_dkimpy_verifies_arc_chains(rsa: RSAPrivateKey) -> None:
    other = generate_private_key(65537, 2048)
    keys = {b"s1._domainkey.mx.example.": rsa, b"s2._domainkey.list.example.": other}

    def dns(name: bytes, **_: object) -> bytes:
        return public_record(keys[name]).encode()

    one = seal_arc(RAW, 1, "mx.example", "s1", rsa, results="mx.example; dkim=pass header.d=a.example", timestamp=1)
    two = seal_arc(one, 2, "list.example", "s2", other, results="list.example; arc=pass", cv="pass", timestamp=2)
    assert dkim.arc_verify(one, dnsfunc=dns)[0] == dkim.CV_Pass
    assert dkim.arc_verify(two, dnsfunc=dns)[0] == dkim.CV_Pass
    assert dkim.arc_verify(two.replace(b"arc=pass", b"arc=none"), dnsfunc=dns)[0] == dkim.CV_Fail
