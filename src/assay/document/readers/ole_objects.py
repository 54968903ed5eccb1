"""Files inside of compound files: what OLE packed into streams of its own ([MS-OLEDS] 2.3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.document.compound import Compound
    from assay.document.draft import Draft

_NATIVE, _WHOLE = "\x01Ole10Native", frozenset({"Package", "CONTENTS", "EmbeddedOdf"})
_MOST = 256 << 20
_LONGEST_NAME = 512
_STARTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def embed_objects(file: Compound, draft: Draft) -> None:
    """Keeps the packed files of a compound file; those that are spread over storages of their own are left out."""
    for entry in file.entries():
        if not entry.is_stream:
            continue
        if entry.name == _NATIVE:
            name, data = native(file.read(entry, _MOST))
            draft.embed(name, "", data)
        elif entry.name in _WHOLE:
            data = file.read(entry, _MOST)
            if data.startswith(_STARTS):
                draft.embed(entry.name, "", data)


def native(stream: bytes) -> tuple[str, bytes]:
    """Name and bytes of a file that the Windows packager wrapped; the whole stream where it isn't such a one."""
    at = 6
    label, at = _string(stream, at)
    _, at = _string(stream, at)
    at += 4
    size = int.from_bytes(stream[at : at + 4], "little")
    at += 4 + min(size, _LONGEST_NAME)
    length = int.from_bytes(stream[at : at + 4], "little")
    data = stream[at + 4 : at + 4 + length]
    if int.from_bytes(stream[4:6], "little") == 2 and data:  # noqa: PLR2004 - the type that packaged files have
        return label.decode("cp1252", "replace"), data
    return "object", stream[4:]


def _string(stream: bytes, at: int) -> tuple[bytes, int]:
    end = stream.find(b"\0", at, at + _LONGEST_NAME)
    return (stream[at:end], end + 1) if end >= 0 else (b"", at)
