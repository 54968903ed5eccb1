"""Office files before 2007, written byte by byte: a compound file with Word's, Excel's or PowerPoint's streams."""

from __future__ import annotations

import struct

from document.document_builders import property_set
from document.makers.story import Made, Story

SECTOR, FREE, END = 512, 0xFFFFFFFF, 0xFFFFFFFE
EPOCH = 11_644_473_600


def compound(streams: dict[str, bytes]) -> bytes:
    """Streams of at least 4,096 bytes, so that all lie in whole sectors ([MS-CFB])."""
    body, table, entries = b"", [], []
    for name, data in streams.items():
        padded = data.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % SECTOR)
        start, count = len(table), len(padded) // SECTOR
        table += [*range(start + 1, start + count), END]
        body += padded
        entries.append((name, 2, start, max(len(data), 4096)))
    entries.sort(key=lambda entry: (len(entry[0]), entry[0].upper()))
    rows = [("Root Entry", 5, END, 0), *entries]
    directory = b""
    for number, (name, kind, start, size) in enumerate(rows):
        right = number + 1 if 0 < number < len(rows) - 1 else FREE
        child = 1 if number == 0 else FREE
        head = (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        head += struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, FREE, right, child)
        directory += head.ljust(116, b"\0") + struct.pack("<IQ", start, size)
    directory += b"\0" * (-len(directory) % SECTOR)
    first_directory = len(table)
    count = len(directory) // SECTOR
    table += [*range(first_directory + 1, first_directory + count), END]
    tables = 1
    while tables * 128 < len(table) + tables:
        tables += 1
    first_table = len(table)
    table += [0xFFFFFFFD] * tables
    table += [FREE] * (tables * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<IIIIIIIII", tables, first_directory, 0, 4096, END, 0, END, 0, 0)
    header = header[:76] + struct.pack(f"<{tables}I", *range(first_table, first_table + tables))
    return header.ljust(SECTOR, b"\xff") + body + directory + struct.pack(f"<{len(table)}I", *table)


def summary(story: Story, application: bytes) -> bytes:
    ticks = [int((when.timestamp() + EPOCH) * 10_000_000) for when in (story.created, story.modified)]
    values: dict[int, object] = {2: story.title.encode("utf-8"), 4: story.author.encode("utf-8")}
    return property_set({**values, 8: story.by.encode(), 12: ticks[0], 13: ticks[1], 18: application}, 65001)


def made(story: Story, kind: str, streams: dict[str, bytes], application: str, words: list[str]) -> Made:
    facts = {"author": story.author, "modified_by": story.by, "application": application, "title": story.title}
    times = {"created": story.created.timestamp(), "modified": story.modified.timestamp()}
    data = compound({**streams, "\x05SummaryInformation": summary(story, application.encode())})
    return Made(f"a.{kind}", kind, data, words, facts, times)


def doc(story: Story, flags: int = 0x0200) -> Made:
    """Two pieces: the first in bytes of windows-1252 (where it fits), the second in UTF-16; then a header."""
    texts = ["\r".join(story.paragraphs) + "\r", "fußzeile\r"]
    first = "vorwort mit \x13 HYPERLINK geheim \x14wörtern\x15\r"
    whole = first + "".join(texts)
    header = bytearray(0x600)
    struct.pack_into("<HH", header, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", header, 0x0A, flags)
    struct.pack_into("<8I", header, 0x4C, len(first) + len(texts[0]), 0, len(texts[1]), 0, 0, 0, 0, 0)
    second = "".join(texts).encode("utf-16-le")
    start = len(header)
    places = struct.pack("<3I", 0, len(first), len(whole))
    pieces = struct.pack("<HIH", 0, 0x40000000 | 2 * start, 0) + struct.pack("<HIH", 0, start + len(first), 0)
    clx = b"\x01\x02\x00\xff\xff\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    struct.pack_into("<II", header, 0x01A2, 0, len(clx))
    stream = bytes(header) + first.encode("cp1252") + second
    words = [*story.words, "vorwort", "wörtern", "fußzeile"]
    return made(story, "doc", {"WordDocument": stream, "1Table": clx}, "Microsoft Word 10.0", words)


def _biff(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls(story: Story, before: bytes = b"") -> Made:
    """BIFF8 ([MS-XLS]): two sheets, the second hidden, texts as labels, a number."""
    sheets = []
    for label, texts in (("Eins", story.paragraphs), ("Zwei", ("versteckt",))):
        cells = b""
        for row, text in enumerate(texts):
            for column, word in enumerate(text.split()):
                raw = word.encode("utf-16-le")
                cells += _biff(0x0204, struct.pack("<HHHHB", row, column, 0, len(word), 1) + raw)
        cells += _biff(0x0203, struct.pack("<HHHd", 100, 0, 0, 4711.0))
        begin = _biff(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
        sheets.append((label, begin + cells + _biff(0x0A, b"")))
    start = _biff(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + before + _biff(0x42, b"\xb0\x04")
    bounds = [8 + 4 + len(label) for label, _ in sheets]
    at = len(start) + sum(bounds) + 4
    directory = b""
    for number, (label, cells) in enumerate(sheets):
        directory += _biff(0x85, struct.pack("<IBBBB", at, number, 0, len(label), 0) + label.encode())
        at += len(cells)
    stream = start + directory + _biff(0x0A, b"") + b"".join(cells for _, cells in sheets)
    words = [*story.words, "versteckt", "4711"]
    return made(story, "xls", {"Workbook": stream}, "Microsoft Excel", words)


def _atom(kind: int, data: bytes, head: int = 0) -> bytes:
    return struct.pack("<HHI", head, kind, len(data)) + data


def ppt(story: Story) -> Made:
    """Records ([MS-PPT]): outline texts in the document's list, a text box in the slide's own container, notes."""
    listed, slides = b"", b""
    for number, text in enumerate(story.paragraphs):
        listed += _atom(0x03F3, struct.pack("<5I", number, 0, 0, 256 + number, 0))
        listed += _atom(0x0FA0, text.encode("utf-16-le"))
        box = _atom(0x0FA8, b"kasten%d" % number)
        slides += _atom(0x03EE, _atom(0xF00D, box, 0xF), 0xF)
    document = _atom(0x03E8, _atom(0x0FF0, listed, 0xF), 0xF)
    notes = _atom(0x03F0, _atom(0x0FA0, "notizen".encode("utf-16-le")), 0xF)
    words = [*story.words, *(f"kasten{number}" for number in range(len(story.paragraphs))), "notizen"]
    streams = {"PowerPoint Document": document + slides + notes, "Current User": b"\0" * 12 + b"\x5f\xc0\x91\xe3"}
    return made(story, "ppt", streams, "Microsoft Office PowerPoint", words)
