from __future__ import annotations

from tests.signatures.conftest import DOMAIN, MAIL, SELECTOR, private_key

from assay.message import parse
from assay.model.key import Origin, Provenance
from assay.signatures.chain import structure_error, validate
from assay.signatures.check import check
from assay.signatures.keys.record import parse_record
from assay.signatures.measure import measure
from assay.signatures.signing import public_record, seal_arc

KEY = parse_record(public_record(private_key()), DOMAIN, SELECTOR, Provenance(Origin.PUBLISHED, "test"))


def sealed(times: int = 2) -> bytes:
    raw = MAIL
    for number in range(1, times + 1):
        cv = "none" if number == 1 else "pass"
        raw = seal_arc(raw, number, DOMAIN, SELECTOR, private_key(), results="mx.example; dkim=pass", cv=cv)
    return raw


def status(raw: bytes, *keys: object) -> str:
    message = parse(raw)
    return validate(message, [check(one, keys) for one in measure(message)]).status


def test_a_chain_holds_and_breaks() -> None:
    assert status(MAIL) == "none"
    assert status(sealed(), KEY) == "pass"
    assert status(sealed().replace(b"1,200", b"9,200"), KEY) == "fail"
    assert status(sealed()) == "no key"


def test_a_set_that_is_missing_or_double() -> None:
    raw = sealed()
    start = raw.index(b"ARC-Authentication-Results")
    without = raw[:start] + b"X-Gone" + raw[start + len(b"ARC-Authentication-Results") :]
    assert "0 arc-authentication-results" in structure_error(parse(without))
    assert status(without, KEY) == "fail"
    assert structure_error(parse(raw)) == ""
    assert structure_error(parse(b"ARC-Seal: a=b\r\n" + raw))


def test_claims_of_the_seals_count() -> None:
    raw = seal_arc(MAIL, 1, DOMAIN, SELECTOR, private_key(), results="x", cv="pass")
    assert status(raw, KEY) == "fail"


def test_more_sets_than_are_measured_are_no_chain() -> None:
    noise = b"DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=AAAA; b=AAAA\r\n" * 99
    assert status(noise + sealed(), KEY) == "fail"
