"""Mail that the tests sign themselves."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assay.message import parse
from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.check import check
from assay.signatures.diagnose import diagnose, needs_diagnosis
from assay.signatures.keys.record import parse_record
from assay.signatures.measure import measure
from assay.signatures.signing import public_record, sign_dkim

if TYPE_CHECKING:
    from assay.model.signature import Checked

DOMAIN, SELECTOR = "signer.example", "s1"
MAIL = (
    b"From: Anne Leroy <anne@signer.example>\r\nTo: Bruno <bruno@paper.example>\r\nCc: carla@paper.example\r\n"
    b"Date: Mon, 24 Apr 2017 09:30:00 +0200\r\nSubject: Budget of the rally\r\nMessage-ID: <1@signer.example>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=frontier\r\n\r\n"
    b"--frontier\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWe pay 1,200 euros for the hall.\r\n"
    b"From there on it's free.\r\n\r\n"
    b"--frontier\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>We pay 1,200 euros for the hall.</p>\r\n"
    b"--frontier--\r\n"
)
HEADERS = ("from", "to", "cc", "date", "subject", "message-id", "mime-version")


@functools.cache
def private_key(bits: int = 1024) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@functools.cache
def private_ed25519() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


class Signer:
    """Signs mail, and checks it with the key that it published."""

    def __init__(self, key: object = None) -> None:
        self.key = key or private_key()
        self.public = parse_record(
            public_record(self.key), DOMAIN, SELECTOR, Provenance(Origin.PUBLISHED, "the test's zone")
        )

    def sign(self, raw: bytes = MAIL, **options: object) -> bytes:
        return sign_dkim(raw, DOMAIN, SELECTOR, self.key, **{"headers": HEADERS, **options})

    def check(self, raw: bytes, *keys: SignerKey) -> Checked:
        """The lowest signature, diagnosed."""
        message = parse(raw)
        measured = next(one for one in reversed(measure(message)) if one.scheme.value == "dkim")
        checked = check(measured, keys or (self.public,), date=1493019000.0, now=1.8e9)
        return diagnose(message, checked) if needs_diagnosis(checked) else checked


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer()


@pytest.fixture(scope="session")
def ed25519_signer() -> Signer:
    return Signer(private_ed25519())
