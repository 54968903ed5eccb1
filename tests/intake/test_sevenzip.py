from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import py7zr
import pytest

from assay.intake import Limits

if TYPE_CHECKING:
    from pathlib import Path

Make = dict[str, Callable[..., bytes]]


def test_hostile_names_and_duplicates_are_data(make: Make, opened: Callable[..., Any]) -> None:
    out = io.BytesIO()
    names = ["a", "a", "b" * 300, "dir/x"]
    with py7zr.SevenZipFile(out, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(b"data%d" % number, name)
    data = out.getvalue()
    assert [(m.step.name, body) for m, body in opened(data)] == [
        (name, b"data%d" % number) for number, name in enumerate(names)
    ]


def test_a_name_that_leads_outside(make: Make, opened: Callable[..., Any], limits: Limits) -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(b"data", "aa/aa/aa/etc/x")
    plain = out.getvalue()
    raw = plain.replace("aa/aa/aa/etc/x".encode("utf-16-le"), "../../../etc/x".encode("utf-16-le"))
    from zlib import crc32  # noqa: PLC0415 - the header's checksum must hold again

    start = 32 + int.from_bytes(raw[12:20], "little")
    header = raw[start:]
    fixed = bytearray(raw)
    fixed[28:32] = crc32(header).to_bytes(4, "little")
    fixed[8:12] = crc32(bytes(fixed[12:32])).to_bytes(4, "little")
    ((member, body),) = opened(bytes(fixed))
    assert member.step.name == "../../../etc/x"
    assert body == b"data"
    assert limits.scratch is not None
    assert not list(limits.scratch.iterdir())


@pytest.mark.parametrize("names_too", [False, True])
def test_encrypted_archives_are_named(make: Make, opened: Callable[..., Any], *, names_too: bool) -> None:
    data = make["7z"]({"secret": b"data"}, password="x", header_encryption=names_too)  # noqa: S106
    ((member, _),) = opened(data)
    assert member.error.state == "encrypted"
    assert member.step.name == ("(rest of the archive)" if names_too else "secret")


def test_damage_in_a_block_names_each_entry_behind_it(make: Make, opened: Callable[..., Any]) -> None:
    files = {f"{n}": os.urandom(5000) for n in range(5)}
    data = bytearray(make["7z"](files))
    data[32 + 12_000] ^= 0xFF
    found = opened(bytes(data))
    assert {m.step.name for m, _ in found} >= set(files)
    assert found[0][1] == files["0"]
    assert any(m.error for m, _ in found)


def test_a_bomb_stops(make: Make, opened: Callable[..., Any]) -> None:
    found = opened(make["7z"]({"bomb": bytes(20 << 20), "after": b"x"}))
    assert [m.step.name for m, _ in found] == ["bomb", "after"]
    assert found[0][0].error.state == "limit"


def test_a_large_member_is_named_and_the_next_one_read(make: Make, opened: Callable[..., Any], limits: Limits) -> None:
    bounds = Limits(scratch=limits.scratch, member_bytes=1000)
    found = opened(make["7z"]({"large": os.urandom(5000), "small": b"x"}), bounds=bounds)
    assert found[0][0].error.state == "limit"
    assert found[1][1] == b"x"


def test_an_archive_by_7z_with_links_and_blocks(
    opened: Callable[..., Any], tool: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"text" * 1000)
    (tmp_path / "in" / "empty").write_bytes(b"")
    (tmp_path / "in" / "link").symlink_to("/etc/passwd")
    for method in ("-m0=lzma2", "-m0=ppmd", "-m0=bzip2", "-m0=copy", "-ms=off"):
        (tmp_path / "x.7z").unlink(missing_ok=True)
        subprocess.run(
            [tool("7z|7zz"), "a", "-snl", method, "x.7z", "./in"], cwd=tmp_path, check=True, capture_output=True
        )
        found = {m.step.name: (m, body) for m, body in opened((tmp_path / "x.7z").read_bytes())}
        assert set(found) == {"in/a.txt", "in/empty", "in/link"}
        assert found["in/a.txt"][1] == b"text" * 1000
        assert found["in/empty"][1] == b""
        assert found["in/link"][0].notes["link"] == "/etc/passwd"
