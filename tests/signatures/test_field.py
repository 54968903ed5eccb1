from __future__ import annotations

import pytest

from assay.signatures.field import read_arc_message, read_arc_seal, read_dkim, read_domainkeys
from assay.signatures.tags import TagError

DKIM = b"v=1; a=rsa-sha256; d=A.Example; s=s1; h=From:To; bh=AAAA; b=AAAA"


def test_names_are_lower_case_and_defaults_are_the_rfcs() -> None:
    field = read_dkim(DKIM)
    assert (field.domain, field.selector, field.names) == ("a.example", "s1", ("from", "to"))
    assert (field.header_canonicalisation, field.body_canonicalisation) == ("simple", "simple")
    assert field.identity == "@a.example"
    assert read_dkim(DKIM + b"; c=relaxed").body_canonicalisation == "simple"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (b"; c=loose/simple", "canonicalisation"),
        (b"; i=x@other.example", "i="),
        (b"; i=x@notA.Example", "i="),
        (b"; q=http", "q="),
        (b"; t=9; x=8", "x="),
        (b"; l=-1", "l="),
        (b"; t=1e9", "t="),
    ],
)
def test_what_makes_it_invalid(more: bytes, words: str) -> None:
    with pytest.raises(TagError, match=words):
        read_dkim(DKIM + more)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"h=From:To", b"h=To"),
        (b"d=A.Example", b'd="a"'),
        (b"s=s1", b's="s1"'),
        (b"a=rsa-sha256", b"a=rsa-md5"),
        (b"v=1", b"v=2"),
        (b"bh=AAAA", b"bh="),
        (b"; b=AAAA", b""),
    ],
)
def test_what_must_be_there(old: bytes, new: bytes) -> None:
    with pytest.raises(TagError):
        read_dkim(DKIM.replace(old, new))


def test_an_identity_below_the_domain_is_fine() -> None:
    assert read_dkim(DKIM + b"; i=J=20D@mail.a.example").identity == "J D@mail.a.example"


def test_domainkeys() -> None:
    field = read_domainkeys(b"d=a.example; s=s; b=AAAA")
    assert (field.algorithm, field.names, field.header_canonicalisation) == ("rsa-sha1", (), "simple")
    for wrong in (b"c=relaxed", b"q=x", b"a=rsa-sha256"):
        with pytest.raises(TagError):
            read_domainkeys(b"d=a.example; s=s; b=AAAA; " + wrong)


def test_arc() -> None:
    message = b"i=2; a=rsa-sha256; d=a.example; s=s; h=from; bh=AAAA; b=AAAA"
    assert read_arc_message(message).instance == 2
    assert read_arc_message(message).header_canonicalisation == "relaxed"
    for wrong in (message.replace(b"i=2", b"i=51"), message.replace(b"h=from", b"h=from:arc-seal")):
        with pytest.raises(TagError):
            read_arc_message(wrong)
    seal = b"i=1; a=rsa-sha256; cv=none; d=a.example; s=s; b=AAAA"
    assert read_arc_seal(seal).chain == "none"
    for wrong in (seal + b"; h=from", seal.replace(b"cv=none", b"cv=maybe"), seal.replace(b"i=1; ", b"")):
        with pytest.raises(TagError):
            read_arc_seal(wrong)
