"""Objects of OLE 1.0, as RTF and old files embed them ([MS-OLEDS] 2.2.5)."""

from __future__ import annotations

from assay.document.readers.ole_objects import native

_EMBEDDED = 2
_MOST_NAME = 512


def packaged(data: bytes) -> tuple[str, str, bytes]:
    """Name, media type and bytes of an embedded object; the bytes as they are where they aren't such a structure."""
    at, names = 8, []
    for _ in range(3):
        size = _number(data, at)
        if size > _MOST_NAME:
            return "object", "", data
        names.append(data[at + 4 : at + 4 + size].rstrip(b"\0").decode("cp1252", "replace"))
        at += 4 + size
    size = _number(data, at)
    inside = data[at + 4 : at + 4 + size]
    if _number(data, 4) != _EMBEDDED or not inside:
        return "object", "", data
    if names[0] == "Package":
        name, file = native(size.to_bytes(4, "little") + inside)
        return name, "", file
    return names[0] or "object", "application/x-ole-storage" if inside.startswith(b"\xd0\xcf") else "", inside


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
