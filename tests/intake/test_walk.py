from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from assay.intake.names import actual
from assay.intake.sniff import sniff
from assay.intake.walk import walk


def test_files_in_order_without_folders(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a", "c/d/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * len(name))
    (tmp_path / "empty").mkdir()
    found = list(walk(tmp_path))
    assert [one.path for one in found] == ["a", "b/1", "b/2", "c/d/e"]
    assert [one.size for one in found] == [1, 3, 3, 5]
    assert all(one.absolute.read_bytes() and one.mtime_ns and one.error is None for one in found)


def test_a_single_file(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(b"data")
    (found,) = walk(tmp_path / "x.eml")
    assert (found.path, found.size) == ("x.eml", 4)


def test_nothing_there(tmp_path: Path) -> None:
    (found,) = walk(tmp_path / "absent")
    assert found.error is not None


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9"))).write_bytes(b"data")
    (found,) = walk(tmp_path)
    assert found.path == "\\xe9t\\xe9"
    found.path.encode()
    assert found.absolute.read_bytes() == b"data"


def test_a_maildir_with_names_that_are_not_utf_8(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/bo\xeete/cur"
    Path(os.fsdecode(folder)).mkdir(parents=True)
    for name in (b"1.\xff:2,RS", b"1.\\xff:2,S"):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(name)
    found = list(walk(tmp_path))
    assert [one.path for one in found] == ["bo\\xeete/cur/1.\\x5cxff:2,S", "bo\\xeete/cur/1.\\xff:2,RS"]
    assert [one.notes["maildir"] for one in found] == [["seen"], ["replied", "seen"]]
    for one in found:
        assert (tmp_path / actual(one.path)).read_bytes() == os.fsencode(one.absolute.name)


def test_links(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "folder").mkdir(parents=True)
    (source / "folder" / "file").write_bytes(b"data")
    (tmp_path / "outside").write_bytes(b"secret")
    (source / "1-inside").symlink_to("folder/file")
    (source / "2-outside").symlink_to("../outside")
    (source / "3-nowhere").symlink_to("absent")
    (source / "4-folder").symlink_to("folder")
    (source / "5-itself").symlink_to("5-itself")
    found = {one.path: one for one in walk(source)}
    assert len(found) == 6
    assert found["1-inside"].absolute.read_bytes() == b"data"
    assert found["1-inside"].notes == {"link": "folder/file"}
    for name in ("2-outside", "3-nowhere", "4-folder", "5-itself"):
        assert found[name].error is not None, name
    assert "outside the source" in str(found["2-outside"].error)


def test_sockets_and_pipes_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert [str(one.error) for one in walk(tmp_path)] == ["a named pipe, not a file", "a socket, not a file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_may_not_be_listed(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    (found,) = walk(tmp_path)
    assert "can't be listed" in str(found.error)


def test_folders_deeper_than_python_recurses(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    try:
        assert list(walk(tmp_path)) == []
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # the standard library recurses


def test_maildir_flags(tmp_path: Path) -> None:
    for name in ("cur/1.host:2,FS", "new/2.host", "tmp/3.host"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [one.notes for one in walk(tmp_path)] == [
        {"maildir": ["flagged", "seen"]},
        {"maildir": ["new"]},
        {"maildir": ["tmp"]},
    ]


def test_four_thousand_files(tmp_path: Path) -> None:
    mail = b"From: a@example.org\nTo: b@example.org\nSubject: x\nDate: x\n\n" + b"text of a mail\n" * 400
    for folder in range(4):
        (tmp_path / str(folder)).mkdir()
        for number in range(1000):
            (tmp_path / str(folder) / f"{number}.eml").write_bytes(mail)
    start = time.process_time()
    kinds = set()
    for found in walk(tmp_path):
        with found.absolute.open("rb") as file:
            kinds.add(sniff(file.read(65536), found.path, found.size))
    assert kinds == {"message/rfc822"}
    assert time.process_time() - start < 2
