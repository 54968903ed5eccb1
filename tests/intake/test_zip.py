from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from assay.intake import Limits
from assay.intake.names import actual

if TYPE_CHECKING:
    from collections.abc import Callable


def entry(name: str, **attributes: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in attributes.items():
        setattr(info, key, value)
    return info


def written(*entries: tuple[zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info, data in entries:
            archive.writestr(info, data, method)
    return out.getvalue()


def test_hostile_names_are_data(opened: Callable[..., Any]) -> None:
    names = ["../../etc/passwd", "/absolute", "C:\\windows\\x", "a" * 300, "\u202egpj.exe", "line\nbreak"]
    found = opened(written(*[(entry(name), b"data") for name in names]))
    assert [member.step.name for member, _ in found] == names
    assert all(body == b"data" for _, body in found)


def test_a_name_with_nul_is_whole(opened: Callable[..., Any]) -> None:
    data = written((entry("aXb.txt"), b"data")).replace(b"aXb.txt", b"a\0b.txt")
    ((member, body),) = opened(data)
    assert member.step.name == "a\0b.txt"
    assert body == b"data"


@pytest.mark.parametrize(
    ("raw", "flag", "shown"),
    [("é.txt".encode(), 0x800, "é.txt"), ("é.txt".encode(), 0, "é.txt"), (b"\x82.txt", 0, "é.txt")],
)
def test_charsets_of_names(opened: Callable[..., Any], raw: bytes, flag: int, shown: str) -> None:
    data = written((entry("N" * len(raw)), b"data")).replace(b"N" * len(raw), raw)
    data = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + at
        data[place : place + 2] = struct.pack("<H", flag)
    ((member, body),) = opened(bytes(data))
    assert member.step.name == shown
    assert body == b"data"


def test_same_name_twice(opened: Callable[..., Any]) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = written((entry("a"), b"one"), (entry("a"), b"two"))
    assert [(m.step.name, body) for m, body in opened(data)] == [("a", b"one"), ("a", b"two")]


def test_folders_are_no_entries_unless_they_carry_data(opened: Callable[..., Any]) -> None:
    data = written((entry("folder/"), b""), (entry("trick/"), b"hidden"), (entry("folder/a"), b"a"))
    assert [(m.step.name, body) for m, body in opened(data)] == [("trick/", b"hidden"), ("folder/a", b"a")]


def test_links_and_devices_are_named(opened: Callable[..., Any]) -> None:
    link = entry("link", create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16)
    pipe = entry("pipe", create_system=3, external_attr=(stat.S_IFIFO | 0o777) << 16)
    (first, _), (second, _), (_third, body) = opened(written((link, b"/etc/passwd"), (pipe, b""), (entry("x"), b"x")))
    assert "/etc/passwd" in str(first.error)
    assert second.error is not None
    assert body == b"x"


def test_encrypted_entries_are_named(opened: Callable[..., Any]) -> None:
    data = bytearray(written((entry("secret"), b"data"), (entry("open"), b"data")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (first, _), (_, body) = opened(bytes(data))
    assert first.error.state == "encrypted"
    assert body == b"data"


def test_a_wrong_checksum_keeps_the_data_and_names_the_damage(opened: Callable[..., Any]) -> None:
    data = written((entry("a"), b"hello world"), (entry("b"), b"fine"), method=zipfile.ZIP_STORED)
    data = data.replace(b"hello world", b"hellO world")
    (first, body), (rest, _), (_, fine) = opened(data)
    assert body == b"hellO world"
    assert "CRC" in first.notes["damaged"]
    assert rest.step.name == "a (rest of the entry)"
    assert fine == b"fine"


def test_a_flat_bomb_stops(opened: Callable[..., Any]) -> None:
    data = written((entry("bomb"), bytes(50 << 20)), (entry("after"), b"fine"))
    (first, _), (_, after) = opened(data)
    assert first.error.state == "limit"
    assert after == b"fine"


def test_an_overlapped_bomb_stops(opened: Callable[..., Any]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kernel", bytes(500_000))
        archive.infolist()
        for number in range(500):
            copy = entry(f"kernel{number}")
            first = archive.filelist[0]
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type", "flag_bits"):
                setattr(copy, name, getattr(first, name))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
    found = opened(out.getvalue())
    assert len(found) == 501
    assert sum(len(body or b"") for _, body in found) <= 1_500_000
    assert all(member.error.state == "limit" for member, body in found if body is None)


def test_many_small_bombs_stop_together(opened: Callable[..., Any]) -> None:
    data = written(*[(entry(f"bomb{number}"), bytes(900_000)) for number in range(30)])
    found = opened(data)
    assert len(found) == 30
    assert sum(len(body or b"") for _, body in found) <= max(1 << 20, 100 * len(data))


def test_without_its_directory_members_are_found_by_their_headers(opened: Callable[..., Any]) -> None:
    data = written((entry("a"), b"one" * 100), (entry("b"), b"two" * 100))
    found = opened(data[: data.index(b"PK\x01\x02")], kind="application/zip")
    assert [(m.step.name, body) for m, body in found[:-1]] == [("a", b"one" * 100), ("b", b"two" * 100)]
    assert found[-1][0].error is not None


def test_names_that_are_not_utf_8(opened: Callable[..., Any]) -> None:
    raw = b"caf\xe9.eml"
    data = bytearray(written((entry("Q" * len(raw)), b"one")).replace(b"Q" * len(raw), raw))
    ((member, body),) = opened(bytes(data))
    assert (member.step.name.encode("cp437"), body) == (raw, b"one")
    data[7] |= 8
    data[data.index(b"PK\x01\x02") + 9] |= 8
    (member, body), (rest, _) = opened(bytes(data))
    assert (os.fsencode(actual(member.step.name)), body) == (raw, b"one")
    assert rest.error is not None


@pytest.mark.parametrize(("behind", "named"), [(b"", 0), (bytes(100), 0), (b"secret", 6), (b"x" * 70_000, 0)])
def test_bytes_behind_the_end_are_named(opened: Callable[..., Any], behind: bytes, named: int) -> None:
    found = opened(written((entry("a"), b"one")) + behind)
    rests = [member for member, _ in found if member.error is not None]
    assert found[0][1] == b"one"
    if len(behind) > 1 << 16:
        assert "directory is damaged" in str(rests[0].error)
    else:
        assert [member.size for member in rests] == ([named] if named else [])


def test_an_unknown_method_is_named(opened: Callable[..., Any]) -> None:
    data = bytearray(written((entry("a"), b"one")))
    data[8] = 99
    data[data.index(b"PK\x01\x02") + 10] = 99
    ((member, _),) = opened(bytes(data))
    assert "99" in str(member.error)


def test_zip64(opened: Callable[..., Any]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a", "w", force_zip64=True) as stream:
        stream.write(b"data")
    assert [body for _, body in opened(out.getvalue())] == [b"data"]


def test_large_members_are_spooled_inside_scratch(opened: Callable[..., Any], limits: Limits) -> None:
    data = written((entry("a"), bytes(range(256)) * 4000), method=zipfile.ZIP_STORED)
    bounds = Limits(scratch=limits.scratch, memory_bytes=1000)
    ((member, body),) = opened(data, bounds=bounds)
    assert not isinstance(member.body, bytes)
    assert body == bytes(range(256)) * 4000
