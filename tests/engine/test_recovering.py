from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import rsa
from tests.engine.test_reduce import row
from tests.signatures.conftest import MAIL

from assay.case import Case
from assay.case.judged_record import KEYS
from assay.engine.passes import Running
from assay.engine.recovering import recover
from assay.engine.unit import TAKE_IN
from assay.engine.watch import Silent
from assay.model.key import Origin
from assay.signatures.keys.store import KeyStore
from assay.signatures.signing import sign_dkim

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_comes_back_into_the_case_and_a_second_run_finds_nothing_new(tmp_path: Path) -> None:
    key = rsa.generate_private_key(3, 1024)  # noqa: S505 - recovered in a second, not in a minute
    mails = [MAIL.replace(b"anne@", f"anne{number}@".encode()) for number in range(3)]
    rows = [
        row(tmp_path, f"{number}.eml", sign_dkim(raw, "signer.example", "s1", key)) for number, raw in enumerate(mails)
    ]
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", rows)
        assert recover(case, 0, Running(), Silent()).keys == ()
        (found,) = recover(case, 2, Running(jobs=1), Silent()).keys
        (stored,) = KeyStore(case.path / KEYS).all()
        again = recover(case, 2, Running(jobs=1), Silent())
        events = [record.event for record in case.custody.records()]
    assert (found.mails, found.senders, found.bits, found.contested) == (3, 3, 1024, False)
    assert int.from_bytes(stored.public, "big") == key.public_key().public_numbers().n
    assert stored.provenance.origin is Origin.RECOVERED
    assert again.keys == again.left == ()
    assert events.count("keys recovered") == 1
