"""Subjects for examiners, made of mail that is signed here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.signatures.conftest import Signer

from assay.engine.mail import message_entry
from assay.examiners.interface import Subject
from assay.message import parse
from assay.model.corpus import Way
from assay.model.key import Origin, Provenance, SignerKey
from assay.model.place import Place, Stored
from assay.signatures.chain import structure_error, validate
from assay.signatures.check import check
from assay.signatures.diagnose import diagnose, needs_diagnosis
from assay.signatures.measure import measure

Make = Callable[..., Subject]


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer()


def recovered(key: SignerKey, mails: int = 10, senders: int = 5) -> SignerKey:
    provenance = Provenance(Origin.RECOVERED, f"recovered from {mails} mails of {senders} senders", "", mails, senders)
    return replace(key, provenance=provenance)


def subject(raw: bytes, *keys: SignerKey, **more: object) -> Subject:
    """An item as the comparing pass hands it to examiners."""
    message = parse(raw)
    checked = []
    for measured in measure(message):
        one = check(measured, keys, date=1493019000.0, now=1.8e9)
        checked.append(diagnose(message, one) if needs_diagnosis(one) else one)
    stored = Stored(pack=False, path="x", offset=0, length=len(raw))
    entry = message_entry(Place("test", "mail.eml"), stored, raw, {}, reconstructed=bool(more.pop("rebuilt", False)))
    chain = validate(message, checked)
    assert structure_error(message) in {"", chain.reason}
    return Subject(
        **{"entry": entry, "checked": tuple(checked), "chain": chain, "way": Way(100, 0), **more},
    )
