from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from assay.model.place import Span
from assay.model.signature import Instance, Measured, Scheme
from assay.signatures.keys.recovery import Sample, groups, sample_of
from assay.signatures.keys.recovery.sample import independent

Signers = Callable[..., Any]


def test_the_most_used_comes_first_and_single_signatures_are_left_out(signer: Signers) -> None:
    busy, calm, lone = signer(selector="busy"), signer(selector="calm"), signer(selector="lone")
    samples = [calm.sample(1), calm.sample(2), lone.sample(9), *(busy.sample(n) for n in range(3))]
    assert [(group.name, group.signatures) for group in groups(samples)] == [
        ("example.org busy", 3),
        ("example.org calm", 2),
    ]


def test_copies_of_one_mail_are_one_signature(signer: Signers) -> None:
    copies = [msgspec.structs.replace(signer().sample(1), item=f"copy{n}") for n in range(5)]
    assert groups(copies) == []
    (group,) = groups([*copies, signer().sample(2)])
    assert (group.signatures, len(group.samples)) == (2, 6)


def test_two_signatures_of_one_mail_are_one_mail(signer: Signers) -> None:
    twice = [msgspec.structs.replace(signer().sample(n), item="both") for n in (1, 2)]
    copy = [msgspec.structs.replace(sample, item="copy") for sample in twice]
    assert groups([*twice, *copy]) == []
    assert independent([*twice, *copy]) == 1
    (group,) = groups([*twice, *copy, signer().sample(3)])
    assert (group.mails, group.signatures) == (2, 3)


def test_google_s_shared_names_are_one_group(signer: Signers) -> None:
    one = signer(selector="20150623")
    shared = [one.sample(n, domain=f"customer{n}-org.20150623.GAPPSSMTP.com") for n in range(3)]
    (group,) = groups([*shared, one.sample(7, domain="other.20210112.gappssmtp.com")])
    assert (group.domain, group.selector, group.signatures) == ("20150623.gappssmtp.com", "20150623", 3)


def test_names_are_compared_without_case(signer: Signers) -> None:
    (group,) = groups([signer().sample(1, domain="Example.ORG"), signer().sample(2, domain="example.org.")])
    assert group.domain == "example.org"


@pytest.mark.parametrize(
    "change",
    [
        {"algorithm": "ed25519-sha256"},
        {"digest": b"short"},
        {"digest_algorithm": "md5"},
        {"value": b"\1" * 63},
        {"value": b"\1" * 513},
        {"value": b"\0" * 64},
        {"domain": "exa\0mple.org"},
        {"selector": 's"1'},
        {"selector": ""},
    ],
)
def test_what_cannot_be_an_rsa_signature_is_left_out(signer: Signers, change: dict[str, Any]) -> None:
    good = [signer().sample(1), signer().sample(2)]
    assert len(groups(good)) == 1
    assert groups([good[0], msgspec.structs.replace(good[1], **change)]) == []


def test_the_size_is_that_of_most_signatures(signer: Signers) -> None:
    samples = [signer().sample(1), signer().sample(2), signer(5, bits=1024).sample(3)]
    (group,) = groups(samples)
    assert group.bits == 512


def test_a_sample_of_a_measured_signature(signer: Signers) -> None:
    wanted: Sample = signer().sample(1, body=False)
    measured = Measured(
        scheme=Scheme.DKIM,
        header=Instance("DKIM-Signature", 0, Span(0, 9)),
        domain=wanted.domain,
        selector=wanted.selector,
        algorithm=wanted.algorithm,
        body_hash_holds=False,
        digest=wanted.digest,
        digest_algorithm="sha256",
        value=wanted.value,
    )
    assert sample_of(measured, wanted.sender, wanted.item) == wanted
    seal = sample_of(msgspec.structs.replace(measured, scheme=Scheme.ARC_SEAL, body_hash_holds=None), "", "x")
    assert seal is not None
    assert seal.body_hash_holds
    assert sample_of(msgspec.structs.replace(measured, error="no d="), "", "x") is None
    assert sample_of(msgspec.structs.replace(measured, value=b""), "", "x") is None
