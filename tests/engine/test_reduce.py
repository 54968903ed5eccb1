from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from tests.signatures.conftest import MAIL, Signer

from assay.case import Case
from assay.case.judged_record import KEYS
from assay.engine.mail import message_entry
from assay.engine.reduce import Corpus, corpus_file, distinct, keep, reduce, samples
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


def test_each_shard_gets_what_is_known_of_its_own_items(tmp_path: Path) -> None:
    one, other = row(tmp_path, "1.eml", MAIL), row(tmp_path, "2.eml", MAIL.replace(b"1,200", b"9,200"))
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [one, other])
        case.evidence.write(TAKE_IN, "b", [one])
        corpus = reduce(case, KeyStore(case.path / KEYS))
        keep(case, corpus)
        parts = [msgspec.msgpack.decode(corpus_file(case, name).read_bytes(), type=Corpus) for name in "ab"]
    assert [set(part.copies) for part in parts] == [{one.sha256, other.sha256}, {one.sha256}]
    assert [part.owners for part in parts] == [{one.sha256: "a"}] * 2
    assert parts[0].contexts == corpus.contexts
    assert all(part.ways == corpus.ways for part in parts)
