from __future__ import annotations

import errno
import functools
import hashlib
import io
import os
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.case.originals import PackWriter
from assay.engine import entries
from assay.engine.entries import Taker, name_of
from assay.engine.tasks import Poison
from assay.engine.unit import Unit
from assay.intake import Limits
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAIL = b"From: a@one.example\r\nSubject: x\r\n\r\nHello\r\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case") as opened:
        yield opened


def take(case: Case, path: Path, *, split: int = 1 << 30, copy: bool = False, **poison: Poison) -> list[Entry]:
    unit = Unit(Place("dump", path.name), Stored(False, str(path), 0, path.stat().st_size), 1)
    killers = {f"dump\0{name}": value for name, value in poison.items()}
    with case.originals.pack_writer("shard") as pack:
        taker = Taker(case, pack, lambda *_: None, copy=copy, split=split, poison=killers)
        return list(taker.unit(unit))


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_mail_documents_and_containers(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("1.eml", MAIL), ("note.txt", b"just text"), ("in.zip", zipped(("2.eml", MAIL)))))
    rows = take(case, path)
    assert [(str(row.place), row.kind) for row in rows] == [
        ("a.zip!/1.eml", Kind.MESSAGE),
        ("a.zip!/note.txt", Kind.DOCUMENT),
        ("a.zip!/in.zip!/2.eml", Kind.MESSAGE),
        ("a.zip!/in.zip", Kind.CONTAINER),
        ("a.zip", Kind.CONTAINER),
    ]
    assert rows[-1].entries == 3
    assert case.originals.read(rows[0].stored, rows[0].sha256) == MAIL


def test_nesting_stops_and_the_bytes_are_kept(case: Case, tmp_path: Path) -> None:
    data = MAIL
    for depth in range(Limits().depth + 2):
        data = zipped((f"{depth}.zip" if depth else "1.eml", data))
    (tmp_path / "deep.zip").write_bytes(data)
    rows = take(case, tmp_path / "deep.zip")
    (failure,) = [row for row in rows if row.kind is Kind.FAILURE]
    assert failure.state == "limit"
    assert "more than 10 deep" in failure.reason
    assert "examine what comes out as another source" in failure.reason
    assert case.originals.read(failure.stored)[:2] == b"PK"


def test_what_is_not_examined_of_a_message_is_a_failure_beside_it(case: Case, tmp_path: Path) -> None:
    fields = b"".join(b"X-%d: y\r\n" % number for number in range(2100))
    (tmp_path / "1.eml").write_bytes(fields + MAIL)
    item, failure = take(case, tmp_path / "1.eml")
    assert (item.kind, failure.kind, failure.state) == (Kind.MESSAGE, Kind.FAILURE, "limit")
    assert "header-limit" in item.defects
    assert str(failure.place).startswith("1.eml!/(beyond a limit")


def test_a_large_container_is_left_for_later(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("1.eml", MAIL), ("2.eml", MAIL)))
    rows = take(case, tmp_path / "a.zip", split=10)
    assert [row.kind for row in rows] == [Kind.PENDING, Kind.PENDING, Kind.CONTAINER]
    assert case.originals.read(rows[0].stored) == MAIL


def test_an_mbox_is_referred_to_where_it_stands(case: Case, tmp_path: Path) -> None:
    box = tmp_path / "a.mbox"
    box.write_bytes(b"From a@one.example Mon Apr 24 09:00:00 2017\r\n" + MAIL + b"\r\n")
    row = take(case, box)[0]
    assert (row.stored.pack, row.stored.path) == (False, str(box))
    assert case.originals.read(row.stored, row.sha256) == MAIL
    copied = take(case, box, copy=True)[0]
    assert copied.stored.pack
    assert copied.sha256 == row.sha256


def test_a_mail_that_a_content_length_swallows_is_an_item_and_said_of_both(case: Case, tmp_path: Path) -> None:
    line = b"From a@b.example Tue May  3 10:00:00 2022\n"
    hidden = b"From: b@one.example\nSubject: hidden\n\nk2\n"
    body = b"one\n\n" + line + hidden
    first = b"From: a@one.example\nSubject: first\nContent-Length: %d\n\n" % len(body) + body
    last = line + b"From: a@one.example\nContent-Length: 5\n\nlast\n"
    (tmp_path / "in.mbox").write_bytes(line + first + b"\n" + last)
    rows = take(case, tmp_path / "in.mbox")
    assert [(row.kind, row.subject) for row in rows] == [
        (Kind.MESSAGE, "first"), (Kind.MESSAGE, "hidden"), (Kind.MESSAGE, ""), (Kind.CONTAINER, "")
    ]  # fmt: skip
    assert ["mail-by-length" in rows[0].defects, "held-by-length" in rows[1].defects] == [True, True]
    assert case.originals.read(rows[1].stored, rows[1].sha256) == hidden
    assert not any(name.startswith("assay:") for row in rows for name in row.notes)


def test_what_a_parser_throws_is_a_failure_with_its_bytes(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Entry:
        raise RecursionError("too deep")

    monkeypatch.setattr(entries, "message_entry", broken)
    (tmp_path / "1.eml").write_bytes(MAIL)
    (row,) = take(case, tmp_path / "1.eml")
    assert (row.kind, row.state, row.reason) == (Kind.FAILURE, "crashed", "RecursionError: too deep")
    assert case.originals.read(row.stored) == MAIL


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_takes_nothing_is_no_fault_of_the_entry(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(PackWriter, "append", full)
    (tmp_path / "mail.zip").write_bytes(zipped(("a.eml", MAIL)))
    (tmp_path / "a.eml").write_bytes(MAIL)
    for name in ("mail.zip", "a.eml"):
        with pytest.raises(OSError, match=re.escape(os.strerror(number))):
            take(case, tmp_path / name, copy=True)


def test_poison_isnt_touched(case: Case, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(MAIL)
    (row,) = take(case, tmp_path / "1.eml", **{"1.eml": Poison("timeout", "60 s")})
    assert (row.state, row.reason) == ("timeout", "60 s")
    assert name_of(row.place) == "dump\x001.eml"


def test_what_is_gone_or_was_never_readable(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "1.eml"
    path.write_bytes(MAIL)
    unit = Unit(Place("dump", "1.eml"), Stored(False, str(path), 0, 999), 1)
    link = Unit(Place("dump", "link"), None, state="unreadable", reason="a link into the void")
    with case.originals.pack_writer("shard") as pack:
        taker = Taker(case, pack, lambda *_: None, copy=False, split=1, poison={})
        shorter = list(taker.unit(unit))
        path.unlink()
        rows = [*shorter, *taker.unit(unit), *taker.unit(link)]
    assert [row.kind for row in rows] == [Kind.FAILURE] * 3
    assert "changed while it was read" in rows[0].reason
    assert rows[2].reason == "a link into the void"


def test_what_is_too_large_for_memory_is_hashed_as_it_streams(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "Limits", functools.partial(Limits, memory_bytes=10))
    monkeypatch.setattr(entries, "_CHUNK", 7)
    data = bytes(range(256)) * 3
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    for copy in (False, True):
        (row,) = take(case, path, copy=copy)
        assert (row.kind, row.sha256, row.size) == (Kind.DOCUMENT, hashlib.sha256(data).hexdigest(), len(data))
        assert row.stored.pack is copy
        assert case.originals.read(row.stored, row.sha256) == data


def test_a_message_too_large_to_parse_is_a_document(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "MOST_MESSAGE", len(MAIL) - 1)
    (tmp_path / "1.eml").write_bytes(MAIL)
    row, failure = take(case, tmp_path / "1.eml")
    assert (row.kind, row.defects) == (Kind.DOCUMENT, ("too-large-message",))
    assert (failure.kind, failure.state, str(failure.place)) == (Kind.FAILURE, "limit", "1.eml!/(header and parts)")
    assert "examine the parts as another source" in failure.reason


def test_an_archive_behind_a_program_is_taken_in_beside_it(case: Case, tmp_path: Path) -> None:
    front, archive = b"MZ\x90\0" + bytes(9000), zipped(("1.eml", MAIL), ("note.txt", b"just text"))
    path = tmp_path / "setup.exe"
    path.write_bytes(front + archive)
    rows = take(case, path)
    assert [(str(row.place), row.kind, row.format.rpartition("/")[2]) for row in rows] == [
        ("setup.exe", Kind.DOCUMENT, "vnd.microsoft.portable-executable"),
        ("setup.exe!/@9004!/1.eml", Kind.MESSAGE, "rfc822"),
        ("setup.exe!/@9004!/note.txt", Kind.DOCUMENT, "plain"),
        ("setup.exe!/@9004", Kind.CONTAINER, "zip"),
    ]
    assert rows[0].notes == {"archives_inside": ["zip at byte 9004"]}
    assert rows[-1].entries == 2
    assert case.originals.read(rows[0].stored, rows[0].sha256) == front + archive
    assert case.originals.read(rows[1].stored, rows[1].sha256) == MAIL
    for copy in (False, True):
        rows = take(case, path, split=10, copy=copy)
        assert [row.kind for row in rows] == [Kind.DOCUMENT, Kind.PENDING, Kind.PENDING, Kind.CONTAINER]
        assert case.originals.read(rows[-1].stored) == archive
        assert rows[-1].stored.pack == copy


def test_an_archive_behind_a_picture_inside_of_an_archive(case: Case, tmp_path: Path) -> None:
    picture = b"\xff\xd8\xff\xe0" + bytes(900) + zipped(("[Content_Types].xml", b"x"), ("word/document.xml", b"y"))
    (tmp_path / "a.zip").write_bytes(zipped(("cat.jpg", picture), ("1.eml", MAIL)))
    rows = take(case, tmp_path / "a.zip")
    assert [(str(row.place), row.kind) for row in rows] == [
        ("a.zip!/cat.jpg", Kind.DOCUMENT),
        ("a.zip!/cat.jpg!/@904", Kind.DOCUMENT),
        ("a.zip!/1.eml", Kind.MESSAGE),
        ("a.zip", Kind.CONTAINER),
    ]
    assert case.originals.read(rows[1].stored, rows[1].sha256) == picture[904:]


def test_an_archive_behind_something_that_is_broken_is_named(case: Case, tmp_path: Path) -> None:
    data = bytearray(zipped(("1.eml", MAIL), ("2.eml", MAIL)))
    data[data.index(b"1.eml") + 12] ^= 0xFF
    (tmp_path / "a.bin").write_bytes(b"\0\1" + data)
    rows = take(case, tmp_path / "a.bin")
    assert [row.kind for row in rows if str(row.place).endswith(("a.bin", "2.eml"))] == [Kind.DOCUMENT, Kind.MESSAGE]
    assert Kind.FAILURE in {row.kind for row in rows}
    poison = Poison("crashed", "it died")
    rows = take(case, tmp_path / "a.bin", **{"a.bin!/@2": poison})
    assert [(row.kind, row.reason) for row in rows] == [(Kind.DOCUMENT, ""), (Kind.FAILURE, "it died")]
