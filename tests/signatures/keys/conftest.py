"""Keys that the tests of this room make for themselves."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.keys.record import parse_record

if TYPE_CHECKING:
    from collections.abc import Callable


class Made:
    """An RSA key and the two ways to publish it."""

    def __init__(self, bits: int) -> None:
        public = rsa.generate_private_key(65537, bits).public_key()
        self.modulus = public.public_numbers().n
        self.info = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.bare = public.public_bytes(Encoding.DER, PublicFormat.PKCS1)
        self.p = base64.b64encode(self.info).decode()
        self.record = f"v=DKIM1; k=rsa; p={self.p}"


@pytest.fixture(scope="session")
def made() -> Made:
    return Made(2048)


@pytest.fixture(scope="session")
def key_of(made: Made) -> Callable[..., SignerKey]:
    """A key of the made record under any name and provenance."""

    def key(
        domain: str = "example.org", selector: str = "s1", origin: Origin = Origin.SUPPLIED, source: str = "file a"
    ) -> SignerKey:
        return parse_record(made.record, domain, selector, Provenance(origin, source))

    return key
