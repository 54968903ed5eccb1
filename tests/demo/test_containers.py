from __future__ import annotations

import contextlib
import mailbox
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from assay.demo import containers
from assay.demo.story import tell

if TYPE_CHECKING:
    from pathlib import Path

    from assay.demo.copies import Copy
    from assay.demo.transport import Post


@pytest.fixture
def copies(post: Post) -> list[Copy]:
    return [copy for copy in tell(post) if copy.owner == "corbelin"]


def test_mbox_quotes_from_lines_and_places_are_offsets(copies: list[Copy], tmp_path: Path) -> None:
    written = containers.write_mbox(tmp_path, "a/b.mbox", copies)
    data = (tmp_path / "a/b.mbox").read_bytes()
    assert b"\n>From " in data
    with contextlib.closing(mailbox.mbox(tmp_path / "a/b.mbox")) as peer:
        assert len(peer) == len(copies)
    for item in written:
        at = int(item.place.rpartition("@")[2])
        assert data[at : at + len(item.raw)] == item.raw
        assert data[:at].endswith(b"\n")


def test_archives_hold_what_the_places_say(copies: list[Copy], tmp_path: Path) -> None:
    zipped = containers.write_zip(tmp_path, "a.zip", copies)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert [archive.read(item.place.partition("!/")[2]) for item in zipped] == [item.raw for item in zipped]
    tarred = containers.write_tar(tmp_path, "a.tar.gz", "x/y.mbox", copies)
    with tarfile.open(tmp_path / "a.tar.gz") as archive:
        assert archive.getnames() == ["x/y.mbox"]
    assert all(item.place.startswith("a.tar.gz!/x/y.mbox!/@") for item in tarred)


def test_maildir_keeps_archived_mail_twice(copies: list[Copy], tmp_path: Path) -> None:
    written = containers.write_maildir(tmp_path, "Maildir", copies, archived=2)
    assert len(written) == len(copies) + 2
    assert all((tmp_path / item.place).read_bytes() == item.raw for item in written)
    assert b"\r\n" not in written[0].raw


def test_files_keep_crlf(copies: list[Copy], tmp_path: Path) -> None:
    written = containers.write_files(tmp_path, "box", copies)
    assert all((tmp_path / item.place).read_bytes() == item.copy.raw for item in written)
