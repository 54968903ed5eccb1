from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.engine.test_reduce import row
from tests.signatures.conftest import MAIL, Signer

from assay.case import Case
from assay.case.judged_record import KEYS
from assay.engine import copying
from assay.engine.copying import COPIES, Copying
from assay.engine.items import distinct
from assay.engine.standing import COLUMNS
from assay.engine.unit import TAKE_IN
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path

    from assay.engine.learned import Corpus
    from assay.model.entry import Entry


def copied(case: Case, keys: KeyStore) -> Corpus:
    found = Copying(case, keys)
    for entry in distinct(case.evidence.entries(TAKE_IN, columns={*COLUMNS, *found.columns})):
        found.add(entry)
    return found.result()


def test_the_corpus_knows_copies_ways_and_owners(tmp_path: Path) -> None:
    signer = Signer()
    signed = row(tmp_path, "signed.eml", signer.sign())
    forged = row(tmp_path, "forged.eml", b"X: y\r\n" + MAIL.replace(b"1,200", b"9,200"))
    alone = row(tmp_path, "alone.eml", MAIL.replace(b"Message-ID: <", b"Message-ID: <alone"))
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [signed, forged, alone])
        case.evidence.write(TAKE_IN, "b", [signed])
        keys = KeyStore(case.path / KEYS)
        keys.add([signer.public])
        corpus = copied(case, keys)
    assert set(corpus.copies) == {signed.sha256, forged.sha256}
    (of_forged,) = corpus.copies[forged.sha256]
    (of_signed,) = corpus.copies[signed.sha256]
    assert of_forged.vouched
    assert not of_signed.vouched
    assert of_forged.difference is not None
    assert {(edit.here, edit.there) for edit in of_forged.difference.edits} == {("9,200", "1,200")}
    assert corpus.owners == {signed.sha256: "a"}
    assert corpus.ways[""].intact == 1
    assert not corpus.contexts
    assert COPIES == "copies"


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_however_many_are_compared_at_once_the_same_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    def made(number: int, text: bytes) -> Entry:
        raw = MAIL.replace(b"Message-ID: <", b"Message-ID: <%d" % number).replace(b"1,200", text)
        return row(tmp_path, f"{number}-{text.decode()}.eml", raw)

    rows = [made(number, text) for number in range(4) for text in (b"1,200", b"2,200", b"3,200")]
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", rows)
        keys = KeyStore(case.path / KEYS)
        whole = copied(case, keys)
        monkeypatch.setattr(copying, "_AT_ONCE", at_once)
        assert copied(case, keys) == whole
    assert {len(found) for found in whole.copies.values()} == {2}
    assert len(whole.copies) == len(rows)
