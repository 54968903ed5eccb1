"""Writes the mailboxes of the dump, each as another container, and remembers where every mail went."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zipfile
from typing import TYPE_CHECKING

import msgspec

from assay.demo.copies import Copy

if TYPE_CHECKING:
    from pathlib import Path


_EXPORTED = (2017, 4, 24, 12, 30, 0)
_EXPORTED_EPOCH = 1_493_029_800
_FROM = re.compile(rb"(?m)^(>*From )")


class Written(msgspec.Struct, frozen=True):
    """A mail in the dump: its place as Assay shows it, its bytes there, and the copy it is."""

    place: str
    raw: bytes
    copy: Copy


def lf(raw: bytes) -> bytes:
    """Return the mail with LF line ends, as Unix stores keep it."""
    return raw.replace(b"\r\n", b"\n")


def mbox(copies: list[Copy]) -> tuple[bytes, list[tuple[int, bytes]]]:
    """Return an mbox in the mboxrd dialect, and the offset and bytes of each message in it."""
    out, places = bytearray(), []
    for copy in copies:
        sent = copy.mail.draft.when.strftime("%a %b %d %H:%M:%S %Y")
        out += f"From {copy.mail.draft.sender.address} {sent}\n".encode()
        raw = _FROM.sub(rb">\1", lf(copy.raw))
        raw = raw if raw.endswith(b"\n") else raw + b"\n"
        places.append((len(out), raw))
        out += raw + b"\n"
    return bytes(out), places


def write_mbox(dump: Path, path: str, copies: list[Copy]) -> list[Written]:
    """Write an mbox file."""
    data, places = mbox(copies)
    _write(dump / path, data)
    return [Written(f"{path}!/@{at}", raw, copy) for (at, raw), copy in zip(places, copies, strict=True)]


def write_maildir(dump: Path, path: str, copies: list[Copy], *, archived: int) -> list[Written]:
    """Write a Maildir; the first `archived` mails lie a second time in its folder Archives."""
    written = []
    for folder in ("new", "tmp", ".Archives/new", ".Archives/tmp"):
        (dump / path / folder).mkdir(parents=True, exist_ok=True)
    for number, copy in enumerate(copies):
        name = f"{int(copy.mail.draft.when.timestamp())}.M{number:06d}P2017.coffre:2,S"
        for folder in ("cur", ".Archives/cur") if number < archived else ("cur",):
            place = f"{path}/{folder}/{name}"
            _write(dump / place, lf(copy.raw))
            written.append(Written(place, lf(copy.raw), copy))
    return written


def write_files(dump: Path, path: str, copies: list[Copy]) -> list[Written]:
    """Write a folder of .eml files, in one folder a month."""
    written = []
    for number, copy in enumerate(copies):
        place = f"{path}/{copy.mail.draft.when:%Y-%m}/{_file_name(number, copy)}"
        _write(dump / place, copy.raw)
        written.append(Written(place, copy.raw, copy))
    return written


def write_zip(dump: Path, path: str, copies: list[Copy]) -> list[Written]:
    """Write a zip of .eml files."""
    written, buffer = [], io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, copy in enumerate(copies):
            name = f"{'Envoyés' if copy.raw == copy.mail.raw else 'Réception'}/{_file_name(number, copy)}"
            info = zipfile.ZipInfo(name, _EXPORTED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, copy.raw)
            written.append(Written(f"{path}!/{name}", copy.raw, copy))
    _write(dump / path, buffer.getvalue())
    return written


def write_tar(dump: Path, path: str, inner: str, copies: list[Copy]) -> list[Written]:
    """Write a tar.gz with one mbox inside."""
    data, places = mbox(copies)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo(inner)
        info.size, info.mtime = len(data), _EXPORTED_EPOCH
        archive.addfile(info, io.BytesIO(data))
    _write(dump / path, gzip.compress(buffer.getvalue(), mtime=_EXPORTED_EPOCH))
    return [Written(f"{path}!/{inner}!/@{at}", raw, copy) for (at, raw), copy in zip(places, copies, strict=True)]


def _file_name(number: int, copy: Copy) -> str:
    subject = re.sub(r"[^\w-]+", "-", copy.mail.draft.subject).strip("-")[:40]
    return f"{number:04d}-{subject}.eml"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
