from __future__ import annotations

import gzip
import io
import os
import subprocess
import tarfile
from typing import TYPE_CHECKING, Any

import pytest

from assay.intake import Limits
from assay.intake.names import actual

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def written(*entries: tuple[tarfile.TarInfo, bytes], fmt: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=fmt) as archive:
        for info, data in entries:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


@pytest.mark.parametrize("fmt", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_hostile_and_long_names_are_data(opened: Callable[..., Any], fmt: int) -> None:
    names = ["../../etc/passwd", "/absolute", "a" * 300, "é\u202e" * 60, "with\nline"]
    found = opened(written(*[(entry(name), b"data") for name in names], fmt=fmt))
    assert [member.step.name for member, _ in found] == names
    assert all(body == b"data" for _, body in found)


def test_the_place_inside_a_plain_tar(opened: Callable[..., Any]) -> None:
    data = written((entry("a"), b"first"), (entry("b"), b"second"))
    for member, body in opened(data):
        assert data[member.step.offset :][: member.step.length] == body
    assert all(member.step.offset is None for member, _ in opened(gzip.compress(data)))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_named(opened: Callable[..., Any], kind: bytes) -> None:
    (first, _), (_, body) = opened(written((entry("trick", kind, "/etc/passwd"), b""), (entry("x"), b"x")))
    assert first.error is not None
    assert first.step.name == "trick"
    assert body == b"x"


def test_folders_are_no_entries(opened: Callable[..., Any]) -> None:
    assert len(opened(written((entry("d", tarfile.DIRTYPE), b""), (entry("d/x"), b"x")))) == 1


def test_a_broken_header_names_the_rest(opened: Callable[..., Any]) -> None:
    data = bytearray(written((entry("a"), b"first"), (entry("b"), b"second")))
    data[1024 + 10] ^= 0xFF
    (_, body), (rest, _) = opened(bytes(data))
    assert body == b"first"
    assert rest.step.name == "(rest of the archive)"


def test_something_hidden_behind_the_end_mark(opened: Callable[..., Any]) -> None:
    data = written((entry("a"), b"first")) + written((entry("hidden"), b"x"))
    (one, body), (other, hidden) = opened(data)
    assert (body, hidden) == (b"first", b"x")
    assert "recovered" not in one.notes
    assert "end mark" in other.notes["recovered"]


def test_bytes_behind_the_end_mark_are_counted(opened: Callable[..., Any]) -> None:
    (_, body), (rest, _) = opened(written((entry("a"), b"first")) + bytes(1024) + b"secret" * 200)
    assert body == b"first"
    assert "1200 bytes behind the end mark" in str(rest.error)


def test_names_that_are_not_utf_8_come_back(opened: Callable[..., Any]) -> None:
    names = [b"caf\xe9.eml", b"caf\\xe9.eml", b"\xff" * 120]
    for fmt in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        data = written(*((entry(os.fsdecode(name)), name) for name in names), fmt=fmt)
        found = opened(data)
        assert [os.fsencode(actual(m.step.name)) for m, _ in found] == names
        assert [body for _, body in found] == names


def test_a_bomb_inside_stops(opened: Callable[..., Any]) -> None:
    data = gzip.compress(written((entry("bomb"), bytes(30 << 20)), (entry("after"), b"x")))
    found = opened(data)
    assert found[0][0].error.state == "limit"
    assert all(body is None for _, body in found)


def test_a_pax_header_of_gigabytes_is_refused(opened: Callable[..., Any]) -> None:
    info = entry("x", b"x")
    info.size = 1 << 40
    ((rest, _),) = opened(info.tobuf(tarfile.USTAR_FORMAT if info.size < 8**11 else tarfile.GNU_FORMAT) + bytes(1024))
    assert rest.error.state == "limit"


def test_an_entry_that_ends_early(opened: Callable[..., Any]) -> None:
    data = written((entry("a"), b"x" * 5000))
    (first, body), (rest, _), (end, _) = opened(data[:2048])
    assert body == b"x" * 1536
    assert "damaged" in first.notes
    assert rest.step.name == "a (rest of the entry)"
    assert end.error is not None


def test_maildir_flags(opened: Callable[..., Any]) -> None:
    ((member, _),) = opened(written((entry("box/cur/1:2,RS"), b"x")))
    assert member.notes["maildir"] == ["replied", "seen"]


@pytest.mark.parametrize("version", ["", "--sparse-version=0.0", "--sparse-version=0.1", "--sparse-version=1.0"])
def test_sparse_files_by_gnu_tar(
    opened: Callable[..., Any], tool: Callable[[str], str], tmp_path: Path, version: str
) -> None:
    with (tmp_path / "holes").open("wb") as file:
        for at in range(40):
            file.seek(at * 16384)
            file.write(b"island %d" % at)
        file.truncate(700_000)
    options = ["--format=posix", version] if version else ["--format=gnu"]
    subprocess.run([tool("tar"), "-S", "-c", "-f", tmp_path / "x.tar", *options, "-C", tmp_path, "holes"], check=True)
    ((member, body),) = opened((tmp_path / "x.tar").read_bytes())
    assert member.step.name == "holes"
    assert body == (tmp_path / "holes").read_bytes()


def test_large_members_are_windows_of_the_archive(opened: Callable[..., Any], limits: Limits) -> None:
    data = written((entry("a"), bytes(range(256)) * 40), (entry("b"), b"x"))
    (first, body), _ = opened(data, bounds=Limits(scratch=limits.scratch, memory_bytes=100))
    assert not isinstance(first.body, bytes)
    assert body == bytes(range(256)) * 40
