from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.engine.test_reduce import row
from tests.examiners.conftest import recovered
from tests.signatures.conftest import MAIL, Signer

from assay.case import Case
from assay.case.judged_record import KEYS
from assay.engine.shelf import Shelf
from assay.engine.unit import TAKE_IN
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("change", "vouched", "doubtful"),
    [
        (lambda raw: raw, True, False),
        (lambda raw: b"Subject: Fraud\r\n" + raw, False, True),
        (lambda raw: raw.replace(b"1,200", b"9,200"), False, True),
        (lambda raw: raw.replace(b"Budget", b"Other"), False, True),
        (lambda _: MAIL, False, False),
        (lambda raw: b"Reply-To: a@b.example\r\n" + raw, False, False),
    ],
)
def test_what_signatures_say_of_a_copy(tmp_path: Path, change: object, vouched: bool, doubtful: bool) -> None:
    signer = Signer()
    entry = row(tmp_path, "1.eml", change(signer.sign()))
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [entry])
        keys = KeyStore(case.path / KEYS)
        keys.add([signer.public])
        shelf = Shelf(case, {entry.sha256}, keys)
        assert (shelf.vouched(entry.sha256), shelf.doubtful(entry.sha256)) == (vouched, doubtful)


def test_texts_and_bodies_and_originals_that_are_gone(tmp_path: Path) -> None:
    entry = row(tmp_path, "1.eml", MAIL)
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [entry])
        keys = KeyStore(case.path / KEYS)
        shelf = Shelf(case, {entry.sha256}, keys)
        assert shelf.text(entry.sha256).count("1,200") == 2, "the HTML too"
        assert shelf.body(entry.sha256)
        (tmp_path / "1.eml").unlink()
        gone = Shelf(case, {entry.sha256}, keys)
        assert gone.body(entry.sha256) == ""
        assert gone.text(entry.sha256) == entry.text


def test_a_recovered_key_vouches_for_no_copy(tmp_path: Path) -> None:
    signer = Signer()
    entry = row(tmp_path, "1.eml", signer.sign())
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [entry])
        keys = KeyStore(case.path / KEYS)
        keys.add([recovered(signer.public, 9000, 900)])
        assert not Shelf(case, {entry.sha256}, keys).vouched(entry.sha256)
