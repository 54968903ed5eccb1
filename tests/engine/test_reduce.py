from __future__ import annotations

from typing import TYPE_CHECKING

from tests.signatures.conftest import MAIL, Signer

from assay.case import Case
from assay.case.judged_record import KEYS
from assay.engine.mail import message_entry
from assay.engine.reduce import distinct, reduce, samples
from assay.engine.unit import TAKE_IN
from assay.model.entry import Entry
from assay.model.place import Place, Stored
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path


def row(folder: Path, name: str, raw: bytes) -> Entry:
    (folder / name).write_bytes(raw)
    stored = Stored(False, str(folder / name), 0, len(raw))
    return message_entry(Place("dump", name), stored, raw, {}, reconstructed=False)


def test_the_corpus_knows_copies_ways_and_owners(tmp_path: Path) -> None:
    signer = Signer()
    signed = row(tmp_path, "signed.eml", signer.sign())
    forged = row(tmp_path, "forged.eml", b"X: y\r\n" + MAIL.replace(b"1,200", b"9,200"))
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [signed, forged])
        case.evidence.write(TAKE_IN, "b", [signed])
        keys = KeyStore(case.path / KEYS)
        keys.add([signer.public])
        corpus = reduce(case, keys)
        found = samples(case)
    (of_forged,) = corpus.copies[forged.sha256]
    (of_signed,) = corpus.copies[signed.sha256]
    assert of_forged.vouched
    assert not of_signed.vouched
    edits = of_forged.difference.edits
    assert {(edit.here, edit.there) for edit in edits} == {("9,200", "1,200")}
    assert corpus.owners == {signed.sha256: "a"}
    assert corpus.ways[""].intact == 1
    assert [(sample.domain, sample.item) for sample in found] == [("signer.example", signed.sha256)]


def test_each_item_once() -> None:
    one = Entry(kind="message", place=Place("s", "p"), sha256="a")
    assert list(distinct([one, one])) == [one]
