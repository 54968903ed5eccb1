from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from case_builders import fill
from dump_builder import take, write

from assay.case import Case, Source
from assay.case.taken_files import UNITS, Version, parts, taken_files
from assay.intake.names import shown
from assay.model.entry import Entry, Kind
from assay.model.errors import CaseDamaged
from assay.model.place import Place, Step, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECOND = 1_000_000_000


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case") as made:
        yield made


def test_each_size_and_time_is_a_version(case: Case, tmp_path: Path) -> None:
    path = write(tmp_path / "dump" / "a.eml", b"mail a", 1)
    take(case, "s1", tmp_path / "dump", "a.eml")
    write(path, b"mail, longer", 2)
    take(case, "s2", tmp_path / "dump", "a.eml")
    take(case, "s3", tmp_path / "dump", "a.eml")
    (one,) = taken_files(case.evidence, case.originals)
    assert (one.source, one.path, one.file, one.names, one.items) == ("dump", "a.eml", str(path), (str(path),), 2)
    assert set(one.versions) == {
        Version(6, SECOND, frozenset({"s1"})), Version(12, 2 * SECOND, frozenset({"s2", "s3"}))
    }  # fmt: skip


def test_members_belong_to_the_version_they_were_unpacked_from(case: Case, tmp_path: Path) -> None:
    path = write(tmp_path / "dump" / "box.mbox", b"one\n", 1)
    take(case, "s1", tmp_path / "dump", "box.mbox")
    place = Place("dump", "box.mbox").inside(Step("mbox", "@0", 0, 4))
    stored = Stored(False, str(path), 0, 4)
    for shard, changed in (("m1", SECOND), ("m2", 7), ("m3", 0)):
        unit = {"place": place, "stored": stored, "changed": changed}
        row = Entry(kind=Kind.MESSAGE, place=place, stored=stored, sha256="ab", size=4)
        case.evidence.write("take-in", shard, [row], {UNITS: msgspec.to_builtins([unit])})
    (one,) = taken_files(case.evidence, case.originals)
    assert one.versions == (Version(4, SECOND, frozenset({"s1", "m1"})),)
    assert [part.shard for part in parts(case.evidence, [one])[str(path)] if part.sha256 == "ab"] == ["m1", "m2", "m3"]


def test_a_source_that_moved_and_was_examined_again_is_one(case: Case, tmp_path: Path) -> None:
    path = write(tmp_path / "dump" / "a.eml", b"mail a", 1)
    take(case, "s1", tmp_path / "dump", "a.eml")
    (tmp_path / "dump").rename(tmp_path / "moved")
    moved = Source("dump", str(tmp_path / "dump"), str(tmp_path / "moved"))
    case.change(msgspec.structs.replace(case.settings, sources=(moved,)))
    take(case, "s2", tmp_path / "moved", "a.eml")
    (one,) = taken_files(case.evidence, case.originals)
    assert one.file == str(tmp_path / "moved" / "a.eml")
    assert one.names == (str(path), one.file)
    assert len(one.versions) == 1
    assert len(parts(case.evidence, [one])[one.file]) == 2


def test_what_is_in_packs_is_none_of_them(case: Case) -> None:
    fill(case, "one", [b"a", b"b"])
    assert taken_files(case.evidence, case.originals) == []
    assert parts(case.evidence, []) == {}


def test_a_file_of_which_nothing_could_be_taken_in_has_no_items(case: Case, tmp_path: Path) -> None:
    path = write(tmp_path / "dump" / "bad.eml", b"bad", 1)
    unit = {"place": Place("dump", "bad.eml"), "stored": Stored(False, str(path), 0, 3), "changed": 5}
    lost = {"place": Place("dump", "pipe"), "stored": None, "changed": 0}
    case.evidence.write("take-in", "s", [], {UNITS: msgspec.to_builtins([unit, lost])})
    (one,) = taken_files(case.evidence, case.originals)
    assert (one.items, one.versions) == (0, (Version(3, 5, frozenset({"s"})),))


def test_names_that_are_no_text(case: Case, tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    place = Place("dump", "sub\x1a.eml")
    path = write(dump / "sub\x1a.eml", b"mail", 1)
    stored = Stored(False, shown(str(path)), 0, 4)
    case.evidence.write("take-in", "s", [Entry(kind=Kind.MESSAGE, place=place, stored=stored, sha256="ab", size=4)])
    (one,) = taken_files(case.evidence, case.originals)
    assert (one.path, one.versions) == ("sub\x1a.eml", (Version(4, 0),))
    assert [part.stored for part in parts(case.evidence, [one])[str(path)]] == [stored]


def test_what_nobody_wrote_there_is_damage(case: Case) -> None:
    case.evidence.write("take-in", "s", [], {UNITS: [{"place": 3}]})
    with pytest.raises(CaseDamaged, match="take the dump in again"):
        taken_files(case.evidence, case.originals)


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        (Version(4, 7), True),
        (Version(4, 0), True),
        (Version(-1, 7), True),
        (Version(5, 7), False),
        (Version(4, 8), False),
    ],
)
def test_a_version_fits(version: Version, fits: bool) -> None:
    assert version.fits(4, 7) is fits
