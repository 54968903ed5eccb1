"""The invented people of the sample and the hosts of their mail, read from `data/people.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import msgspec

from assay.demo.keys import ed25519_key, rsa_key
from assay.signatures.signing import PrivateKey, public_record


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """A mail host and how it signs.

    Attributes:
        domain: its domain.
        selector: s=; empty: it doesn't sign.
        bits: size of its RSA key; 0: Ed25519.
        published: whether its key is in the key file; otherwise only the corpus can give it back.
        canonicalisation: c=.
        length: whether it writes l=, the length of the body that it signs.
        time: whether it writes t=.
    """

    domain: str
    selector: str = ""
    bits: int = 0
    published: bool = False
    canonicalisation: str = "relaxed/relaxed"
    length: bool = False
    time: bool = False

    @property
    def key(self) -> PrivateKey:
        """The key that belongs to the domain and selector."""
        seed = f"{self.domain} {self.selector}"
        return rsa_key(seed, self.bits) if self.bits else ed25519_key(seed)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who writes; `mailer` is `gmail`, `apple`, …, `language` is `fr` or `en`, `sign` the closing line."""

    name: str
    address: str
    host: str
    mailer: str
    language: str
    sign: str = ""

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.address.rpartition("@")[2]


class Cast(msgspec.Struct, frozen=True):
    """All people and hosts by their short names, with the signers' keys at hand."""

    person: dict[str, Person]
    host: dict[str, Host]

    def keys(self) -> dict[str, PrivateKey]:
        """Return the private key of each host that signs."""
        return {name: host.key for name, host in self.host.items() if host.selector}


def load(name: str) -> dict[str, Any]:
    """Return one of the package's data files."""
    return tomllib.loads(files("assay.demo").joinpath("data", name).read_text("utf-8"))


def cast() -> Cast:
    """Return the people of the sample."""
    return msgspec.convert(load("people.toml"), Cast)


def key_file(hosts: dict[str, Host], keys: dict[str, PrivateKey]) -> str:
    """Return the published keys as tab-separated lines: domain, selector, record, provenance."""
    lines = ["domain\tselector\trecord\tprovenance"]
    for name, host in hosts.items():
        if host.published:
            record = public_record(keys[name])
            lines.append(f"{host.domain}\t{host.selector}\t{record}\tpublished (the sample's own DNS, April 2017)")
    return "\n".join(lines) + "\n"
