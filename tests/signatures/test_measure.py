from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signatures.conftest import DOMAIN, MAIL, SELECTOR, Signer, private_key

from assay.message import parse
from assay.model.signature import Scheme
from assay.signatures.measure import MAX_SIGNATURES, measure
from assay.signatures.signing import seal_arc, sign_domainkeys

if TYPE_CHECKING:
    from pathlib import Path


def test_spans_are_those_of_the_signed_instances(signer: Signer) -> None:
    raw = signer.sign()
    (one,) = measure(parse(raw))
    for instance in one.signed:
        text = raw[instance.span.start : instance.span.end]
        assert text.lower().startswith(instance.name.lower().encode())
        assert text.endswith(b"\r\n")
    assert raw[one.body_span.start :] == MAIL.partition(b"\r\n\r\n")[2]
    assert raw[one.header.span.start : one.header.span.end].startswith(b"DKIM-Signature")
    assert [instance.name for instance in one.uncovered] == ["Content-Type"]
    assert one.structure == "fits"


def test_a_signed_content_type_needs_no_guess(signer: Signer) -> None:
    (one,) = measure(parse(signer.sign(headers=("from", "date", "subject", "content-type", "mime-version"))))
    assert one.structure == "signed"
    assert one.content_type_signed


def test_the_signed_length_is_to_the_byte(signer: Signer) -> None:
    raw = signer.sign(canonicalisation="simple/simple", length=40)
    (one,) = measure(parse(raw))
    assert (one.body_signed, len(one.body_span)) == (40, 40)
    assert one.beyond == "appended-text"


def test_a_length_beyond_the_body_doesnt_hold(signer: Signer) -> None:
    raw = signer.sign(length=40)
    raw = raw.replace(b"l=40", b"l=9999")
    (one,) = measure(parse(raw))
    assert one.body_hash_holds is False


def test_all_schemes_are_measured() -> None:
    raw = sign_domainkeys(MAIL, DOMAIN, SELECTOR, private_key())
    raw = seal_arc(raw, 1, DOMAIN, SELECTOR, private_key(), results="mx.example; none")
    found = measure(parse(raw))
    assert {one.scheme for one in found} == {Scheme.DOMAINKEYS, Scheme.ARC_MESSAGE, Scheme.ARC_SEAL}
    assert all(not one.error for one in found)


def test_thousands_of_signatures_are_bounded() -> None:
    raw = b"DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=AAAA; b=AAAA\r\n" * 2000 + MAIL
    assert len(measure(parse(raw))) == MAX_SIGNATURES


@given(
    st.lists(
        st.sampled_from(
            [
                b"v=1",
                b"b=AAAA",
                b"bh=AA==",
                b"d=a.example",
                b"s=s",
                b"h=from",
                b"h=",
                b"l=1",
                b"x=1",
                b"t=9",
                b"i=@b",
                b"a=rsa-sha256",
                b"c=x",
                b"q=y",
                b"\x00",
                b"z=From:a|b",
            ]
        )
    )
)
def test_any_tags_give_a_result(tags: list[bytes]) -> None:
    (one,) = measure(parse(b"DKIM-Signature: " + b"; ".join(tags) + b"\r\n" + MAIL))
    assert one.error or one.digest


@pytest.mark.shared
def test_no_hostile_file_raises(shared: Path) -> None:
    count = 0
    for folder in ("hostile", "authentication"):
        for path in sorted((shared / folder).rglob("*")):
            if path.is_file() and path.stat().st_size < 5_000_000:
                measure(parse(path.read_bytes()))
                count += 1
    assert count > 800
