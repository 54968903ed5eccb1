from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.signatures.conftest import MAIL

from assay.case import Case
from assay.corpus.registry import relations
from assay.demo.campaign import build_campaign
from assay.engine.asked import key_file
from assay.engine.mail import message_entry
from assay.engine.standing import COLUMNS
from assay.engine.standing import standing as stands
from assay.model.context import Context, Standing
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Stored
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assay.corpus.interface import Relation

NAMES = tuple(relations((), keys=KeyStore(Path("no such file"))))


def row(raw: bytes, name: str = "1.eml") -> Entry:
    return message_entry(Place("dump", name), Stored(False, name, 0, len(raw)), raw, {}, reconstructed=False)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Case, KeyStore]]:
    """A case with the mails of the sample campaign, and the keys that signed them."""
    folder = tmp_path_factory.mktemp("campaign")
    build_campaign(folder)
    rows = [row(path.read_bytes(), str(path.relative_to(folder))) for path in sorted(folder.rglob("*.eml"))]
    keys = KeyStore(folder / "keys.jsonl")
    keys.add(key_file(folder / "keys.tsv").keys)
    with Case.create_or_open(folder / "case") as case:
        case.evidence.write("take-in", "a", rows)
        yield case, keys


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


class Watched:
    """An entry, or its traits, that remembers what was read of it."""

    def __init__(self, of: object, read: set[str], before: str = "") -> None:
        self._of, self._read, self._before = of, read, before

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._of, name)
        if name == "traits" and value is not None:
            return Watched(value, self._read, "traits.")
        self._read.add(self._before + name)
        return value


def read_by(name: str, entries: Iterable[Entry], keys: KeyStore) -> tuple[set[str], Relation]:
    """What a relation reads of entries beside what all have, and the relation."""
    relation, read = relations(("ashwell.example",), keys=keys)[name], set[str]()
    for entry in entries:
        relation.add(Watched(entry, read), standing=stands(entry, keys))  # type: ignore[arg-type]
    return read - {"kind", "place", "traits"}, relation


@pytest.mark.parametrize("name", NAMES)
def test_a_relation_reads_what_it_names_and_learns_from_that_alone(name: str, campaign: tuple[Case, KeyStore]) -> None:
    case, keys = campaign
    read, whole = read_by(name, case.evidence.entries(), keys)
    assert read <= set(whole.columns)
    partial = relations(("ashwell.example",), keys=keys)[name]
    for entry in case.evidence.entries(columns={*COLUMNS, *whole.columns}):
        partial.add(entry, standing=stands(entry, keys))
    assert partial.result() == whole.result()


@pytest.mark.shared
def test_of_real_mail_too_a_relation_reads_what_it_names(shared: Path) -> None:
    paths = sorted((shared / "corpora" / "legal-acceptance-2016-2018").rglob("*.eml"))[::3]
    entries = [row(path.read_bytes(), path.name) for path in paths]
    keys = KeyStore(Path("no such file"))
    for name in NAMES:
        read, relation = read_by(name, entries, keys)
        assert read <= set(relation.columns), name
        assert read, name
