from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.model.errors import KeyFormatError
from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.keys.record import LONGEST_RECORD, parse_record, rsa_key, write_record

SUPPLIED = Provenance(Origin.SUPPLIED, "a test")
ED25519 = base64.b64encode(bytes(range(32))).decode()


def parse(text: str, domain: str = "example.org", selector: str = "s1") -> SignerKey:
    return parse_record(text, domain, selector, SUPPLIED)


def test_both_forms_of_an_rsa_key_are_one_key(made: Any) -> None:
    info = parse(f"v=DKIM1; p={made.p}")
    bare = parse(f"p={base64.b64encode(made.bare).decode()}")
    assert info.fingerprint == bare.fingerprint
    assert int.from_bytes(info.public, "big") == made.modulus
    assert (info.algorithm, info.exponent, info.bits) == ("rsa", 65537, 2048)


def test_what_a_record_restricts_is_kept(made: Any) -> None:
    key = parse(f"v=DKIM1; h=sha1 : SHA256; k=rsa; s=email:*; t=y:s; g=jo*; n=a note; x=1; p={made.p};")
    assert (key.hashes, key.services, key.flags) == (("sha1", "sha256"), ("email", "*"), ("y", "s"))
    assert key.granularity == "jo*"
    assert parse(f"g=; p={made.p}").granularity == ""
    assert parse(f"p={made.p}").granularity is None


def test_blanks_are_no_part_of_the_key(made: Any) -> None:
    folded = "\r\n\t ".join(made.p[at : at + 40] for at in range(0, len(made.p), 40))
    assert parse(f" k = rsa ;\r\n p = {folded} ").fingerprint == parse(made.record).fingerprint


def test_missing_padding_of_base64_is_forgiven() -> None:
    assert ED25519.endswith("=")
    assert parse(f"k=ed25519; p={ED25519.rstrip('=')}").public == bytes(range(32))


def test_an_empty_p_is_a_revoked_key() -> None:
    key = parse("v=DKIM1; p=")
    assert (key.public, key.exponent, key.bits) == (b"", 0, 0)
    assert parse(write_record(key)).public == b""


def test_an_ed25519_key() -> None:
    key = parse(f"v=DKIM1; k=ed25519; p={ED25519}")
    assert (key.algorithm, key.public, key.exponent, key.bits) == ("ed25519", bytes(range(32)), 0, 256)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" ; ", "empty"),
        ("And now for something completely different", "no tag"),
        ("v=DKIM3; p=", "version"),
        ("k=foobar; p=", "unknown kind of key"),
        ("k=rsa; t", "no tag"),
        ("k=rsa", "no p="),
        ("p=; p=", "twice"),
        ("p=\0", "control character"),
        ("p=foo!", "no base64"),
        ("p=A", "no base64"),
        ("p=foobar", "isn't DER"),
        (f"k=ed25519; p={base64.b64encode(bytes(44)).decode()}", "44 octets"),
        ("p=" + " " * LONGEST_RECORD, "characters"),
    ],
)
def test_a_broken_record_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(KeyFormatError, match=reason):
        parse(text)


@pytest.mark.parametrize(
    "name", ["", "exa\0mple.org", 'exam"ple.org', "a b.org", "a..b", "-a.org", "x" * 64, "a." * 128]
)
def test_a_name_that_is_none_is_refused(made: Any, name: str) -> None:
    with pytest.raises(KeyFormatError, match="domain name"):
        parse(made.record, domain=name)
    with pytest.raises(KeyFormatError, match="domain name"):
        parse(made.record, selector=name)


def test_names_are_lower_case_a_labels(made: Any) -> None:
    key = parse(made.record, "Bücher.Example.", "S1.Mail")
    assert (key.domain, key.selector) == ("xn--bcher-kva.example", "s1.mail")


@pytest.mark.parametrize(
    "text", ["k=rsa; p={p}", "v=DKIM1; h=sha256; k=rsa; s=email; t=s:y; g=; p={p}", f"k=ed25519; p={ED25519}"]
)
def test_a_written_record_gives_the_key_back(made: Any, text: str) -> None:
    key = parse(text.format(p=made.p))
    again = parse(write_record(key))
    assert (again.fingerprint, again.hashes, again.services, again.flags, again.granularity) == (
        key.fingerprint,
        key.hashes,
        key.services,
        key.flags,
        key.granularity,
    )


def test_a_recovered_key_can_be_written(made: Any) -> None:
    key = rsa_key("example.org", "s1", made.modulus, 65537, SUPPLIED)
    assert key.record == ""
    assert write_record(key) == f"v=DKIM1; k=rsa; p={made.p}"


@given(st.text(alphabet=st.sampled_from("vkhpst=;: \t\r\nDKIM1rsaed25519*MIGfMA0GCSq+/\0é"), max_size=120))
def test_any_text_is_a_key_or_a_reason(text: str) -> None:
    try:
        key = parse(text)
    except KeyFormatError as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    else:
        assert parse(write_record(key)).fingerprint == key.fingerprint
