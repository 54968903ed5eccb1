"""Binary workbooks ([MS-XLSB]), written record by record."""

from __future__ import annotations

import struct

from document.document_builders import zipped
from document.makers.ooxml_maker import RELATIONS, expected, properties
from document.makers.story import Made, Story


def record(kind: int, data: bytes = b"") -> bytes:
    """Kind and size in seven bits a byte (section 2.1.4)."""
    head = bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 0x7F else bytes([kind])
    size, length = b"", len(data)
    while length > 0x7F:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return head + size + bytes([length]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(story: Story) -> Made:
    rows = b""
    for row, text in enumerate(story.paragraphs):
        rows += record(0, struct.pack("<II", row, 0) + b"\0" * 9)
        for column, word in enumerate(text.split()):
            rows += record(6, struct.pack("<II", column, 0) + wide(word))
    rows += record(0, struct.pack("<II", 100, 0) + b"\0" * 9) + record(5, struct.pack("<IId", 0, 0, 4711.5))
    dimensions = record(148, struct.pack("<4I", 0, 100, 0, 40))
    sheet = record(129) + dimensions + record(145) + rows + record(146) + record(130)
    bundle = record(143) + record(156, struct.pack("<II", 1, 1) + wide("r1") + wide("Geheim")) + record(144)
    relation = f'<Relationship Id="r1" Type="{RELATIONS}worksheet" Target="worksheets/sheet1.bin"/>'
    main = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    members = {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.bin" ContentType="{main}"/></Types>'.encode(),
        "xl/workbook.bin": record(131) + bundle + record(132),
        "xl/_rels/workbook.bin.rels": f"<Relationships>{relation}</Relationships>".encode(),
        "xl/worksheets/sheet1.bin": sheet,
        **properties(story, "Microsoft Excel"),
    }
    return Made("a.xlsb", "xlsx", zipped(members), [*story.words, "4711.5"], **expected(story, "Microsoft Excel"))
