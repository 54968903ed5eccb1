"""Small documents with chosen metadata, written by hand."""

from __future__ import annotations

import io
import struct
import zipfile

SECTOR = 512


def zipped(members: dict[str, bytes], when: tuple[int, int, int, int, int, int] = (2015, 3, 4, 5, 6, 8)) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, when)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def office(
    by: str = "", created: str = "", modified: str = "", heading: str = "", author: str = "", **more: bytes
) -> bytes:
    core = (
        '<c:coreProperties xmlns:c="c" xmlns:d="d" xmlns:t="t">'
        f"<d:creator>{author}</d:creator><c:lastModifiedBy>{by}</c:lastModifiedBy><c:revision>3</c:revision>"
        f"<t:created>{created}</t:created><t:modified>{modified}</t:modified></c:coreProperties>"
    )
    app = (
        '<Properties xmlns:v="v"><Application>Microsoft Excel</Application><Company>Phare</Company><HeadingPairs>'
        f'<v:vector size="2"><v:variant><v:lpstr>{heading}</v:lpstr></v:variant></v:vector></HeadingPairs></Properties>'
    )
    members = {
        "[Content_Types].xml": b"<Types/>",
        "docProps/core.xml": core.encode(),
        "docProps/app.xml": app.encode(),
        **more,
    }
    return zipped(members, (1980, 1, 1, 0, 0, 0))


def filetime(seconds: int) -> int:
    return (seconds + 11_644_473_600) * 10_000_000


def property_set(values: dict[int, object], codepage: int = 1252) -> bytes:
    """A property set of strings (bytes), FILETIMEs (int) and heading pairs (a list of bytes)."""
    bodies = {1: struct.pack("<IHH", 2, codepage, 0)}
    for kind, value in values.items():
        if isinstance(value, bytes):
            bodies[kind] = struct.pack("<II", 30, len(value) + 1) + value + b"\0"
        elif isinstance(value, int):
            bodies[kind] = struct.pack("<IQ", 64, value)
        else:
            word = value[0]
            bodies[kind] = struct.pack("<III", 0x100C, 1, 30) + struct.pack("<I", len(word) + 1) + word + b"\0"
    at = 8 + 8 * len(bodies)
    table, content = b"", b""
    for kind, body in bodies.items():
        table += struct.pack("<II", kind, at + len(content))
        content += body + b"\0" * (-len(body) % 4)
    section = struct.pack("<II", at + len(content), len(bodies)) + table + content
    return b"\xfe\xff\0\0" + b"\0" * 20 + struct.pack("<I", 1) + b"\0" * 16 + struct.pack("<I", 48) + section


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file whose streams all lie in the small sectors."""
    small, starts, small_table = b"", {}, []
    for name, data in streams.items():
        starts[name] = len(small) // 64
        count = -(-len(data) // 64)
        small += data + b"\0" * (count * 64 - len(data))
        small_table += [*range(starts[name] + 1, starts[name] + count), 0xFFFFFFFE]
    sectors = -(-len(small) // SECTOR)
    entries = [
        ("Root Entry", 5, 3, len(small)),
        *((name, 2, starts[name], len(data)) for name, data in streams.items()),
    ]
    directory = b""
    for name, kind, start, size in entries:
        text = name.encode("utf-16-le") + b"\0\0"
        head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + b"\xff" * 12
        directory += head.ljust(116, b"\0") + struct.pack("<IQ", start, size)
    table = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *range(4, 3 + sectors), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0, 0)
    header = header.ljust(SECTOR, b"\xff")
    words = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    minis = struct.pack(f"<{len(small_table)}I", *small_table).ljust(SECTOR, b"\xff")
    return header + words + directory.ljust(SECTOR, b"\0") + minis + small.ljust(sectors * SECTOR, b"\0")


def exif(order: str = "<", **texts: str) -> bytes:
    """An Exif block with Model, Software, DateTime and DateTimeOriginal."""
    tags = {"camera": 0x0110, "software": 0x0131, "modified": 0x0132}
    first = [(tags[name], text.encode() + b"\0") for name, text in texts.items() if name in tags]
    second = [(0x9003, texts["taken"].encode() + b"\0")] if "taken" in texts else []
    count = len(first) + bool(second)
    further = 8 + 2 + 12 * count + 4
    at = further + 2 + 12 * len(second) + 4
    tables, content = [], b""
    for entries in (first, second):
        table = b""
        for tag, text in entries:
            table += struct.pack(f"{order}HHII", tag, 2, len(text), at + len(content))
            content += text
        tables.append(table)
    if second:
        tables[0] += struct.pack(f"{order}HHII", 0x8769, 4, 1, further)
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    blocks = b"".join(
        struct.pack(f"{order}H", len(table) // 12) + table + struct.pack(f"{order}I", 0) for table in tables
    )
    return head + blocks + content


def jpeg(*segments: bytes) -> bytes:
    body = b"".join(b"\xff\xe1" + struct.pack(">H", len(one) + 2) + one for one in segments)
    return b"\xff\xd8" + body + b"\xff\xda\x00\x02data\xff\xd9"


def pdf(info: bytes = b"", extra: bytes = b"", after: bytes = b"") -> bytes:
    start = b"%%PDF-1.4\n6 0 obj\n<<%s>>\nendobj\n%s" % (info, extra)
    return start + b"trailer\n<</Root 1 0 R/Info 6 0 R>>\nstartxref\n9\n%%EOF\n" + after
