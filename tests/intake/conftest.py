"""Containers made by tests: the smallest writers of formats that nothing here writes."""

from __future__ import annotations

import bz2
import gzip
import io
import itertools
import lzma
import os
import shutil
import struct
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import py7zr
import pytest
import zstandard
from hypothesis import settings

from assay.intake import Limits, Member, open_container, sniff

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

MAIL = b"From: a@example.org\r\nTo: b@x.org\r\nSubject: hi\r\nDate: Tue, 3 May 2022 10:00:00 +0000\r\n\r\nBody\r\n"

Tree = dict[str, "bytes | Tree"]  # type: ignore[misc]


def make_tar(files: dict[str, bytes], mode: str = "w", fmt: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=fmt) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def make_zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def make_7z(files: dict[str, bytes], **options: Any) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def make_rar3(files: dict[str, bytes], method: int = 0x30, flags: int = 0x8000) -> bytes:
    """Stored entries of RAR 1.5 to 4."""

    def block(kind: int, bits: int, body: bytes) -> bytes:
        head = struct.pack("<BHH", kind, bits, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in files.items():
        raw = name.encode()
        fields = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5A000000, 20, method, len(raw), 0o100644
        )
        out += block(0x74, flags, fields + raw) + data
    return out + block(0x7B, 0x4000, b"")


def make_rar5(files: dict[str, bytes], method: int = 0) -> bytes:
    """Stored entries of RAR 5."""

    def number(value: int) -> bytes:
        out = b""
        while value > 0x7F:
            out += bytes([value & 0x7F | 0x80])
            value >>= 7
        return out + bytes([value])

    def block(body: bytes) -> bytes:
        sized = number(len(body)) + body
        return struct.pack("<I", zlib.crc32(sized)) + sized

    out = b"Rar!\x1a\x07\x01\x00" + block(number(1) + number(0) + number(0))
    for name, data in files.items():
        raw = name.encode()
        body = number(2) + number(2) + number(len(data)) + number(4) + number(len(data)) + number(0o100644)
        body += struct.pack("<I", zlib.crc32(data)) + number(method << 7) + number(1) + number(len(raw)) + raw
        out += block(body) + data
    return out + block(number(5) + number(0) + number(0))


END = 0xFFFFFFFE
NONE = FREE = 0xFFFFFFFF


class Compound:
    """An OLE compound file, version 3 ([MS-CFB]); streams below 4,096 bytes lie in the mini stream."""

    def __init__(self, tree: Tree) -> None:
        self.entries: list[dict[str, Any]] = [{"name": "Root Entry", "type": 5, "data": None}]
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = b""
        self.minifat: list[int] = []
        self.entries[0]["child"] = self.add(tree)
        for entry in self.entries:
            if isinstance(entry["data"], bytes):
                entry["start"] = self.place(entry["data"])
        self.entries[0] |= {"start": self.chain(self.mini), "data": self.mini}

    def add(self, children: Tree) -> int:
        """Directory entries of a storage; siblings hang on each other's right."""
        numbers = []
        for name, value in children.items():
            numbers.append(len(self.entries))
            self.entries.append({"name": name, "type": 1 if isinstance(value, dict) else 2, "data": value})
            if isinstance(value, dict):
                self.entries[numbers[-1]]["child"] = self.add(value)
        for left, right in itertools.pairwise(numbers):
            self.entries[left]["right"] = right
        return numbers[0] if numbers else NONE

    def chain(self, data: bytes) -> int:
        """Put data into sectors."""
        start = len(self.sectors)
        count = -(-len(data) // 512)
        self.sectors += [data[at * 512 : at * 512 + 512].ljust(512, b"\0") for at in range(count)]
        self.fat += [start + number + 1 for number in range(count - 1)] + [END] * bool(count)
        return start if count else END

    def place(self, data: bytes) -> int:
        """Put a stream where its size belongs."""
        if len(data) >= 4096:
            return self.chain(data)
        first, count = len(self.minifat), -(-len(data) // 64)
        self.minifat += [first + number + 1 for number in range(count - 1)] + [END] * bool(count)
        self.mini += data.ljust(64 * count, b"\0")
        return first if count else END

    def directory(self) -> bytes:
        """All entries."""
        out = b""
        for entry in self.entries:
            name = entry["name"].encode("utf-16-le") + b"\0\0"
            size = len(entry["data"]) if isinstance(entry["data"], bytes) else 0
            out += name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry["type"], 1)
            out += struct.pack("<III", NONE, entry.get("right", NONE), entry.get("child", NONE)) + bytes(36)
            out += struct.pack("<IQ", entry.get("start", 0), size)
        return out

    def written(self) -> bytes:
        """The file."""
        mini_sectors = -(-len(self.minifat) * 4 // 512)
        minifat = self.chain(struct.pack(f"<{len(self.minifat)}I", *self.minifat).ljust(mini_sectors * 512, b"\xff"))
        directory = self.chain(self.directory())
        count = -(-(len(self.fat) + 1) // 127)
        table = self.fat + [0xFFFFFFFD] * count
        table += [FREE] * (count * 128 - len(table))
        places = range(len(self.sectors), len(self.sectors) + count)
        header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        header += bytes(6) + struct.pack("<5I", 0, count, directory, 0, 4096)
        header += struct.pack("<4I", minifat, mini_sectors, END, 0)
        header += struct.pack("<109I", *places, *[FREE] * (109 - count))
        return header + b"".join(self.sectors) + struct.pack(f"<{len(table)}I", *table)


def make_cfb(tree: Tree) -> bytes:
    return Compound(tree).written()


def make_msg(properties: dict[int, object], children: Tree | None = None, before: int = 32) -> Tree:
    """The storage of an item, an attachment or a recipient ([MS-OXMSG]); a `bytearray` is a text of 8 bits."""
    tree: Tree = dict(children or {})
    table = bytes(before)
    for pid, value in properties.items():
        if isinstance(value, int):
            table += struct.pack("<HHIII", 3, pid, 6, value, 0)
            continue
        kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
        if isinstance(value, bytearray):
            kind, data = 0x1E, bytes(value)
        assert isinstance(data, bytes)
        tree[f"__substg1.0_{pid:04X}{kind:04X}"] = data
        table += struct.pack("<HHIII", kind, pid, 6, len(data), 0)
    tree["__properties_version1.0"] = table
    return tree


@pytest.fixture(scope="session")
def make() -> dict[str, Callable[..., Any]]:
    """The writers by name."""
    return {
        "tar": make_tar,
        "zip": make_zip,
        "7z": make_7z,
        "rar3": make_rar3,
        "rar5": make_rar5,
        "cfb": make_cfb,
        "msg": make_msg,
    }


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """What the sample archives hold."""
    return {"a/mail.eml": MAIL, "b.txt": b"plain text\n" * 300, "empty": b"", "c.bin": bytes(range(256)) * 5}


@pytest.fixture(scope="session")
def samples(files: dict[str, bytes]) -> dict[str, bytes]:
    """One container of each kind that can be made here, by file name."""
    mbox = b"".join(b"From a@b.c Tue May  3 10:00:00 2022\n" + MAIL.replace(b"\r\n", b"\n") + b"\n" for _ in range(3))
    tar = make_tar(files)
    return {
        "x.zip": make_zip(files),
        "x.tar": tar,
        "x.tar.gz": gzip.compress(tar),
        "x.tar.bz2": bz2.compress(tar),
        "x.tar.xz": lzma.compress(tar),
        "x.tar.zst": zstandard.compress(tar),
        "x.7z": make_7z(files),
        "x3.rar": make_rar3(files),
        "x5.rar": make_rar5(files),
        "b.txt.gz": gzip.compress(files["b.txt"]),
        "b.txt.bz2": bz2.compress(files["b.txt"]),
        "b.txt.xz": lzma.compress(files["b.txt"]),
        "b.txt.zst": zstandard.compress(files["b.txt"]),
        "x.mbox": mbox,
        "x.utf16": mbox.decode("latin-1").encode("utf-16"),
        "x.emlx": b"%d\n" % len(MAIL)
        + MAIL
        + b'<?xml version="1.0"?><plist><dict><key>flags</key><integer>17</integer></dict></plist>',
        "x.msg": make_cfb(make_msg({0x1A: "IPM.Note", 0x37: "subject", 0x1000: "body", 0xC1A: "me@example.org"})),
    }


@pytest.fixture
def limits(tmp_path: Path) -> Limits:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return Limits(scratch=scratch)


def data_of(member: Member) -> bytes | None:
    if member.body is None or isinstance(member.body, bytes):
        return member.body
    return member.body.read()


@pytest.fixture
def opened(limits: Limits) -> Callable[..., list[tuple[Member, bytes | None]]]:
    """Sniff, open, and read every member while it's valid."""

    def run(
        data: bytes, name: str = "x", kind: str | None = None, bounds: Limits = limits
    ) -> list[tuple[Member, bytes | None]]:
        kind = kind or sniff(data[:65536], name, len(data))
        members = open_container(kind, io.BytesIO(data), name, bounds)
        assert members is not None, kind
        return [(member, data_of(member)) for member in members]

    return run


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """The path of an optional system program (`a|b`: either); the test is skipped by its name where it's absent."""

    def find(name: str) -> str:
        path = next(filter(None, map(shutil.which, name.split("|"))), None)
        if path is None:
            message = f"the program {name} isn't installed"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        return path

    return find
