"""A paper as a file: every format by a program of ours, so that a form has several producers."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from random import Random
from typing import TYPE_CHECKING

import xlsxwriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circulating.papers import Paper

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
FONT = "Helvetica"
LEFT, TOP, BOTTOM, LEADING, SIZE = 62, 780, 70, 16, 11


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def docx(paper: Paper, *, other: bool = False) -> bytes:
    """Word: the letterhead stands in the page header or, from the other producer, in the text; runs differ."""

    def run(text: str) -> str:
        cut = len(text) // 2 if other else 0
        return "".join(
            f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in (text[:cut], text[cut:]) if piece
        )

    def block(one: str | tuple[str, ...]) -> str:
        if isinstance(one, str):
            return f"<w:p>{run(one)}</w:p>"
        cells = "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in one)
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"

    head = "".join(map(block, paper.head))
    body = (head if other else "") + "".join(map(block, (paper.title, *paper.blocks)))
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    members = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    if not other and head:
        members["word/header1.xml"] = f'<w:hdr xmlns:w="{W}">{head}</w:hdr>'
    return zipped(members)


def odt(paper: Paper) -> bytes:
    def block(one: str | tuple[str, ...]) -> str:
        if isinstance(one, str):
            return f"<text:p>{escape(one)}</text:p>"
        cells = "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in one)
        return f"<table:table><table:table-row>{cells}</table:table-row></table:table>"

    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "table"))
    body = "".join(map(block, (*paper.head, paper.title, *paper.blocks)))
    inside = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{inside}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def xlsx(paper: Paper, *, other: bool = False) -> bytes:
    """Excel: numbers of rows are texts, as a program that exports writes them, or from the other producer numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(paper.title[:20])
    style = book.add_format({"num_format": "#,##0.00" if paper.house.kind == "invoice" else "#,##0"})
    for row, block in enumerate((*paper.head, paper.title, *paper.blocks)):
        for column, cell in enumerate(block if isinstance(block, tuple) else (block,)):
            plain = cell.replace(" ", "").replace(",", "." if paper.house.language == "fr" else "")
            if (
                other
                and isinstance(block, tuple)
                and plain.lstrip("-").replace(".", "", 1).isdigit()
                and (column > 1 or paper.house.kind == "budget")
            ):
                sheet.write_number(row, column, float(plain), style)
            else:
                sheet.write_string(row, column, cell)
    book.close()
    return out.getvalue()


def rtf(paper: Paper) -> bytes:
    def text(one: str) -> str:
        return "".join(sign if sign.isascii() and sign not in "\\{}" else f"\\u{ord(sign)}?" for sign in one)

    lines = "".join(f"{text(line)}\\par\n".replace("\t", "\\tab ") for line in paper.lines)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{lines}}}".encode("ascii")


def html(paper: Paper) -> bytes:
    def block(one: str | tuple[str, ...]) -> str:
        if isinstance(one, str):
            return f"<p>{escape(one)}</p>"
        return f"<table><tr>{''.join(f'<td>{escape(cell)}</td>' for cell in one)}</tr></table>"

    body = "".join(map(block, (*paper.head, paper.title, *paper.blocks)))
    head = f"<meta charset=utf-8><title>{escape(paper.title)}</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def text(paper: Paper) -> bytes:
    return ("\n\n".join(wrapped(line, 76) for line in paper.lines) + "\n").encode()


def wrapped(line: str, width: int, *, hyphens: bool = False) -> str:
    """Return a line broken at a width, words too where hyphens are used."""
    lines, at = [], ""
    for word in line.split(" "):
        room = width - len(at) - 2
        if at and len(at) + 1 + len(word) > width:
            if hyphens and word.isalpha() and len(word) > 7 and room > 3:
                cut = min(room, len(word) - 3)
                lines.append(f"{at} {word[:cut]}-")
                at = word[cut:]
                continue
            lines.append(at)
            at = word
        else:
            at = f"{at} {word}" if at else word
    return "\n".join([*lines, at])


def pdf(paper: Paper, *, font: str = FONT, size: int = SIZE, numbered: bool = False) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    page, height = 1, TOP
    canvas.setFont(font, size)
    for block in (*paper.head, paper.title, *paper.blocks):
        rows = _laid(block, font, size)
        for row in rows:
            if height < BOTTOM:
                page, height = _turned(canvas, page, font, size, numbered=numbered), TOP
            for x, words in row:
                canvas.drawString(x, height, words)
            height -= LEADING
        height -= LEADING // 2
    _turned(canvas, page, font, size, numbered=numbered)
    canvas.save()
    return out.getvalue()


def _turned(canvas: Canvas, page: int, font: str, size: int, *, numbered: bool) -> int:
    if numbered:
        canvas.drawString(280, 40, f"Page {page}")
    canvas.showPage()
    canvas.setFont(font, size)
    return page + 1


def _laid(block: str | tuple[str, ...], font: str, size: int) -> list[list[tuple[float, str]]]:
    """Return the lines of a block: what stands where."""
    if isinstance(block, tuple):
        return [[(LEFT + at * 125, cell) for at, cell in enumerate(block) if cell]]
    lines, at = [], ""
    for word in block.split(" "):
        if at and stringWidth(f"{at} {word}", font, size) > A4[0] - 2 * LEFT:
            lines.append(at)
            at = word
        else:
            at = f"{at} {word}" if at else word
    return [[(LEFT, line)] for line in [*lines, at]]


def serif(paper: Paper) -> bytes:
    """Return a PDF by another producer: another font, page numbers, other line breaks."""
    registerFont(TTFont("Serif", "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"))
    return pdf(paper, font="Serif", size=10, numbered=True)


def address(name: str, domain: str = "rivage.example") -> str:
    plain = name.lower().translate(str.maketrans("éèëïôûîçâ", "eeeiouica"))
    return f"{plain.replace(' ', '.')}@{domain}"


def sent(paper: Paper) -> datetime:
    return datetime(2015, 1, 5, 9, 0, tzinfo=UTC) + timedelta(
        hours=37 * (paper.number + 11 * paper.house.number) % 9000
    )


def eml(paper: Paper, *, relayed: bool = False) -> bytes:
    """Return a mail with a quotation of another one; a relayed copy has other transport fields and encoding."""
    random = Random(f"{paper.house.number} {paper.number}")
    mail = EmailMessage()
    if relayed:
        mail["Received"] = (
            f"from relais.example by coffre.example; {format_datetime(sent(paper) + timedelta(minutes=3))}"
        )
    mail["From"] = f"{paper.sender} <{address(paper.sender)}>"
    mail["To"] = f"{paper.recipient} <{address(paper.recipient, 'colline.test')}>"
    mail["Date"] = format_datetime(sent(paper))
    mail["Subject"] = subject(paper)
    mail["Message-ID"] = f"<{random.getrandbits(64):x}@mail.rivage.example>"
    mail.set_content(body(paper), cte="base64" if relayed else "quoted-printable")
    return mail.as_bytes().replace(b"\n", b"\r\n")


def subject(paper: Paper) -> str:
    return f"{'Re: ' if paper.number % 2 else ''}{paper.blocks[2 if isinstance(paper.blocks[2], str) else 0]}"[
        :60
    ].rsplit(" ", 1)[0]


def body(paper: Paper) -> str:
    said = "a écrit :" if paper.house.language == "fr" else "wrote:"
    when = sent(paper) - timedelta(hours=5)
    quoted = "\n".join(f"> {line}" for line in wrapped(str(paper.blocks[1])[:160], 60).split("\n"))
    lines = "\n\n".join(wrapped(line, 74) for line in paper.lines[1:])
    return f"{lines}\n\nLe {when:%d/%m/%Y} à {when:%H:%M}, {paper.recipient} {said}\n{quoted}\n"


WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "docx": docx, "xlsx": xlsx, "pdf": pdf, "odt": odt, "rtf": rtf, "html": html, "txt": text, "eml": eml,
}  # fmt: skip


def formats(paper: Paper) -> Sequence[str]:
    """Return the formats that such a paper comes in."""
    if paper.house.kind == "mail":
        return ("eml",)
    return (
        ("xlsx", "pdf", "odt", "html") if paper.house.kind == "budget" else ("docx", "pdf", "odt", "rtf", "html", "txt")
    )
