from __future__ import annotations

from pathlib import Path

import pytest
from tests.signatures.conftest import MAIL

from assay.corpus.registry import relations
from assay.engine.mail import message_entry
from assay.model.context import Context, Standing
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Stored
from assay.signatures.keys.store import KeyStore

NAMES = tuple(relations((), keys=KeyStore(Path("no such file"))))


def row(raw: bytes, name: str = "1.eml") -> Entry:
    return message_entry(Place("dump", name), Stored(False, name, 0, len(raw)), raw, {}, reconstructed=False)


def test_every_relation_fills_a_field_of_the_context() -> None:
    assert set(NAMES) == set(Context.__struct_fields__)


@pytest.mark.parametrize("name", NAMES)
def test_a_relation_without_items_knows_nothing(name: str) -> None:
    assert not relations((), keys=KeyStore(Path("no such file")))[name].result()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "raw", [b"", b"\0\xff", b"From:\n\n", b"Date: x\r\nMessage-ID: <>\r\n\r\n> \r\n", MAIL, MAIL * 3], ids=len
)
def test_a_relation_bears_any_item_and_names_only_those_it_saw(name: str, raw: bytes) -> None:
    relation = relations(("two.example",), keys=KeyStore(Path("no such file")))[name]
    place = Place("dump", "x")
    seen = [row(raw), row(raw + b"\n", "2.eml"), Entry(kind=Kind.DOCUMENT, place=place, sha256="d" * 64)]
    for entry in seen:
        for standing in Standing:
            relation.add(entry, standing=standing)
    assert set(relation.result()) <= {entry.sha256 for entry in seen}
