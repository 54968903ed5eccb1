from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from case_builders import sha256
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.case.originals import END, MAGIC, Originals, pack_digest
from assay.model.errors import OriginalChanged, UsageError
from assay.model.place import Stored


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    made = Originals(tmp_path / "case", {}, writable=True)
    made.folder.mkdir(parents=True)
    return made


def file_of(tmp_path: Path, content: bytes) -> Stored:
    path = tmp_path / "dump" / "mail.mbox"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return Stored(pack=False, path=str(path), offset=2, length=3)


@given(st.lists(st.binary(max_size=2000), min_size=1, max_size=6), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_what_goes_into_a_pack_comes_out(originals: Originals, blobs: list[bytes], streamed: bool) -> None:
    with originals.pack_writer("s1") as pack:
        stored = [pack.append(io.BytesIO(blob) if streamed else blob) for blob in blobs]
    assert [originals.read(place, sha256(blob)) for place, blob in zip(stored, blobs, strict=True)] == blobs
    for place, blob in zip(stored, blobs, strict=True):
        with originals.stream(place) as file:
            assert file.read() == blob
    content = pack.path.read_bytes()
    assert content.startswith(MAGIC)
    assert content[-48:-32] == END
    assert originals.packs() == {"s1.pack": pack_digest(pack.path)} == {"s1.pack": sha256(content[:-48])}


def test_a_pack_appears_when_it_is_whole(originals: Originals) -> None:
    with originals.pack_writer("s1") as pack:
        pack.append(b"x")
        assert not pack.path.exists()
    assert pack.path.exists()

    def fail() -> None:
        with originals.pack_writer("s2") as pack:
            pack.append(b"x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with originals.pack_writer("s3"):
        pass
    assert [path.name for path in originals.folder.iterdir()] == ["s1.pack"]


def test_packs_that_no_shard_names_are_removed(originals: Originals) -> None:
    for shard in ("kept", "orphan"):
        with originals.pack_writer(shard) as pack:
            pack.append(b"x")
    (originals.folder / "half.pack.1.tmp").touch()
    originals.prepare({"kept"})
    assert [path.name for path in originals.folder.iterdir()] == ["kept.pack"]


def test_a_file_of_the_source_is_read_where_it_is(originals: Originals, tmp_path: Path) -> None:
    stored = file_of(tmp_path, b"01234567")
    assert originals.read(stored) == b"234"
    assert originals.read(stored, sha256(b"234")) == b"234"
    originals.verify(stored, sha256(b"234"))


@pytest.mark.parametrize("content", [b"01x34567", b"0123", b""])
def test_a_changed_original_is_noticed_and_named(originals: Originals, tmp_path: Path, content: bytes) -> None:
    stored = file_of(tmp_path, b"01234567")
    digest = sha256(originals.read(stored))
    file_of(tmp_path, content)
    for read in (originals.read, originals.verify):
        with pytest.raises(OriginalChanged, match=r"mail\.mbox isn't what was taken in.*put back"):
            read(stored, digest)


def test_an_original_that_is_gone_is_named(originals: Originals, tmp_path: Path) -> None:
    stored = file_of(tmp_path, b"01234567")
    Path(stored.path).unlink()
    for read in (originals.read, originals.verify):
        with pytest.raises(OriginalChanged, match=r"mail\.mbox can't be read.*case\.json"):
            read(stored, "")
    for make in (os.mkdir, os.mkfifo):
        make(stored.path)
        with pytest.raises(OriginalChanged, match="can't be read"):
            originals.read(stored)
        (os.rmdir if make is os.mkdir else os.remove)(stored.path)


def test_evidence_cannot_make_the_reader_take_endless_memory(originals: Originals, tmp_path: Path) -> None:
    stored = file_of(tmp_path, b"01234567")
    with pytest.raises(OriginalChanged):
        originals.read(Stored(pack=False, path=stored.path, offset=0, length=1 << 60))


def test_a_dump_that_moved_is_read_where_it_is_now(tmp_path: Path) -> None:
    stored = file_of(tmp_path, b"01234567")
    (tmp_path / "dump").rename(tmp_path / "moved")
    dump, moved = str(tmp_path / "dump"), str(tmp_path / "moved")
    assert Originals(tmp_path, {dump: moved}, writable=False).read(stored) == b"234"
    assert Originals(tmp_path, {}, writable=False).read(stored, roots={dump: moved}) == b"234"
    assert Originals(tmp_path, {stored.path: f"{moved}/mail.mbox"}, writable=False).read(stored) == b"234"
    inner = Originals(tmp_path, {str(tmp_path): "/wrong", dump: moved}, writable=False)
    assert inner.read(stored) == b"234"
    with pytest.raises(OriginalChanged):
        Originals(tmp_path, {dump[:-1]: moved}, writable=False).read(stored)


@pytest.mark.parametrize("path", ["/etc/passwd", "originals/../../x.pack", "../x.pack", "originals/x", "x.pack", ""])
def test_evidence_cannot_name_other_files_as_packs(originals: Originals, path: str) -> None:
    with pytest.raises(OriginalChanged, match="custody verify"):
        originals.read(Stored(pack=True, path=path, offset=0, length=1))


def test_a_pack_without_end_is_noticed(originals: Originals) -> None:
    with originals.pack_writer("s1") as pack:
        pack.append(b"x" * 100)
    pack.path.write_bytes(pack.path.read_bytes()[:-1])
    with pytest.raises(OriginalChanged, match="no end"):
        originals.packs()


def test_names_and_modes_are_checked(originals: Originals, tmp_path: Path) -> None:
    for name in ("", "../x", "a/b", ".hidden", "a\0", "ü", "x" * 300):
        with pytest.raises(ValueError, match="not a name"):
            originals.pack_writer(name)
    with pytest.raises(UsageError, match="reading only"):
        Originals(tmp_path, {}, writable=False).pack_writer("s")
