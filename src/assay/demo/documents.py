"""Small valid documents for the sample's attachments: PDF, DOCX, XLSX and PNG, written by hand.

Their inner clocks (PDF CreationDate, OOXML core properties, ZIP member times) are the time that the caller gives.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import UTC
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SCHEMA = "http://schemas.openxmlformats.org"
_PROPERTIES = '<Relationship Id="rId3" Type="{office}/extended-properties" Target="docProps/app.xml"/>'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Program(msgspec.Struct, frozen=True):
    """What a program writes of itself into an office document.

    Attributes:
        name: of it.
        version: as in `16.0300`.
        company: whom it's registered to.
        interface: its word for worksheets or for the title.
    """

    name: str
    version: str
    company: str = ""
    interface: str = ""


class Attachment(msgspec.Struct, frozen=True):
    """A file: its name, media type and bytes."""

    name: str
    type: str
    data: bytes


def make(name: str, title: str, lines: Sequence[str], author: str, when: datetime, random: Random) -> Attachment:
    """Return a document of the kind that the name's ending says (`.pdf`, `.docx`, `.xlsx`, else `.png`)."""
    if name.endswith(".pdf"):
        return Attachment(name, "application/pdf", pdf(title, lines, author, when))
    if name.endswith(".docx"):
        return Attachment(name, WORD, docx(title, lines, author, when))
    if name.endswith(".xlsx"):
        rows = [(line, random.randrange(40, 9000)) for line in lines]
        return Attachment(name, EXCEL, xlsx(title, rows, author, author, when))
    return Attachment(name, "image/png", png(random))


def pdf(title: str, lines: Sequence[str], author: str, when: datetime) -> bytes:
    """Return a PDF 1.4 of one page in Helvetica."""
    text = "".join(f"({_pdf_text(line)}) Tj T*\n" for line in lines)
    content = f"BT /F1 18 Tf 60 780 Td ({_pdf_text(title)}) Tj /F1 11 Tf 0 -34 Td 15 TL\n{text}ET\n".encode(
        "cp1252", "replace"
    )
    made = when.strftime("D:%Y%m%d%H%M%S%z")
    made = f"{made[:-2]}'{made[-2:]}'"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    dates = f"/CreationDate({made})/ModDate({made})"
    info = f"<</Title({_pdf_text(title)})/Author({_pdf_text(author)})/Producer(Imprimante PDF 4.2){dates}>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        font,
        b"<</Length %d>>\nstream\n%sendstream" % (len(content), content),
        info.encode("cp1252", "replace"),
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer\n<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def docx(title: str, lines: Sequence[str], author: str, when: datetime) -> bytes:
    """Return a Word document (ECMA-376) of a title and paragraphs."""
    space = f'xmlns:w="{_SCHEMA}/wordprocessingml/2006/main"'
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in (title, *lines))
    document = f"{_XML}<w:document {space}><w:body>{paragraphs}</w:body></w:document>"
    return _office("word/document.xml", f"{WORD}.main+xml", {"word/document.xml": document}, author, author, when)


def xlsx(
    title: str,
    rows: Sequence[tuple[str, int]],
    author: str,
    changed_by: str,
    when: datetime,
    made: datetime | None = None,
    program: Program | None = None,
) -> bytes:
    """Return a workbook (ECMA-376) of one sheet with two columns.

    Args:
        title: of the sheet.
        rows: its cells.
        author: who made it.
        changed_by: stands in lastModifiedBy, unless it's empty.
        when: it was last saved.
        made: when it was made; None: when it was saved.
        program: that saved it; None: it doesn't say.
    """
    space = f'xmlns="{_SCHEMA}/spreadsheetml/2006/main"'
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        f'<c r="B{row}"><v>{number}</v></c></row>'
        for row, (text, number) in enumerate(rows, 1)
    )
    book = (
        f'{_XML}<workbook {space} xmlns:r="{_SCHEMA}/officeDocument/2006/relationships">'
        f'<sheets><sheet name="{escape(title[:28])}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    links = (
        f'{_XML}<Relationships xmlns="{_SCHEMA}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_SCHEMA}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": f"{_XML}<worksheet {space}><sheetData>{cells}</sheetData></worksheet>",
    }
    main = "xl/workbook.xml"
    return _office(main, f"{EXCEL}.main+xml", parts, author, changed_by, when, made, program)


def png(random: Random) -> bytes:
    """Return a picture of 96 x 64 pixels: sky, sea and a sun, in the colours that the seed gives."""
    sky = [random.randrange(120, 220) for _ in range(3)]
    sea = [random.randrange(20, 110) for _ in range(3)]
    x0, y0, radius = random.randrange(20, 76), random.randrange(10, 28), random.randrange(5, 10)
    rows = bytearray()
    for y in range(64):
        rows.append(0)
        for x in range(96):
            sun = (x - x0) ** 2 + (y - y0) ** 2 < radius**2
            rows += bytes((250, 220, 120) if sun else sky if y < 36 + x % 3 else sea)
    header = struct.pack(">IIBBBBB", 96, 64, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _office(
    main: str,
    main_type: str,
    parts: dict[str, str],
    author: str,
    changed_by: str,
    when: datetime,
    made: datetime | None = None,
    program: Program | None = None,
) -> bytes:
    """Zip the parts of an OOXML package with its content types, relations and properties."""
    overrides = {
        f"/{main}": main_type,
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    if "xl/worksheets/sheet1.xml" in parts:
        overrides["/xl/worksheets/sheet1.xml"] = EXCEL.replace(".sheet", ".worksheet+xml")
    if program:
        overrides["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        parts = {**parts, "docProps/app.xml": _properties(program)}
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    types = (
        f'{_XML}<Types xmlns="{_SCHEMA}/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{listed}</Types>'
    )
    office, package = f"{_SCHEMA}/officeDocument/2006/relationships", f"{_SCHEMA}/package/2006/relationships"
    links = (
        f'{_XML}<Relationships xmlns="{package}">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="{main}"/>'
        f'<Relationship Id="rId2" Type="{package}/metadata/core-properties" Target="docProps/core.xml"/>'
        f"{_PROPERTIES.format(office=office) if program else ''}</Relationships>"
    )
    created = f"{(made or when).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    saver = f"<cp:lastModifiedBy>{escape(changed_by)}</cp:lastModifiedBy>" if changed_by else ""
    time = f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    core = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_SCHEMA}/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>{escape(author)}</dc:creator>'
        f"{saver}"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>'
    )
    buffer = io.BytesIO()
    everything = {"[Content_Types].xml": types, "_rels/.rels": links, "docProps/core.xml": core, **parts}
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in everything.items():
            info = zipfile.ZipInfo(name, (when.year, when.month, when.day, when.hour, when.minute, when.second))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return buffer.getvalue()


def _properties(program: Program) -> str:
    """Return the extended properties (ECMA-376 part 1, 22.2)."""
    types = f"{_SCHEMA}/officeDocument/2006"
    heading = ""
    if program.interface:
        heading = (
            '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>'
            f"{escape(program.interface)}</vt:lpstr></vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector>"
            "</HeadingPairs>"
        )
    company = f"<Company>{escape(program.company)}</Company>" if program.company else ""
    return (
        f'{_XML}<Properties xmlns="{types}/extended-properties" xmlns:vt="{types}/docPropsVTypes">'
        f"<Application>{escape(program.name)}</Application>{heading}{company}"
        f"<AppVersion>{program.version}</AppVersion></Properties>"
    )
