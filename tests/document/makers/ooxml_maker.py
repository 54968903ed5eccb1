"""Office Open XML written by hand: docx, pptx; xlsx by xlsxwriter."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import xlsxwriter

from document.document_builders import zipped
from document.makers.story import Made, Story, iso

if TYPE_CHECKING:
    from collections.abc import Iterable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def properties(story: Story, application: str) -> dict[str, bytes]:
    core = (
        f'<c:coreProperties xmlns:c="{PACKAGE}metadata/core-properties" xmlns:d="http://purl.org/dc/elements/1.1/" '
        f'xmlns:t="http://purl.org/dc/terms/"><d:title>{story.title}</d:title><d:creator>{story.author}</d:creator>'
        f"<c:lastModifiedBy>{story.by}</c:lastModifiedBy><t:created>{iso(story.created)}</t:created>"
        f"<t:modified>{iso(story.modified)}</t:modified></c:coreProperties>"
    )
    app = f"<Properties><Application>{application}</Application><Company>{story.company}</Company></Properties>"
    return {"docProps/core.xml": core.encode(), "docProps/app.xml": app.encode()}


def types(main: str) -> bytes:
    kind = f'<Override PartName="/main" ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/>'
    return f"<Types>{kind}</Types>".encode()


def paragraphs(texts: Iterable[str]) -> str:
    """Words in runs that split them, as Word does."""
    runs = (
        f"<w:p><w:r><w:t>{escape(text[:7])}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(text[7:])}</w:t></w:r></w:p>"
        for text in texts
    )
    return "".join(runs)


def expected(story: Story, application: str) -> dict[str, object]:
    facts = {"title": story.title, "author": story.author, "modified_by": story.by, "application": application}
    times = {"created": story.created.timestamp(), "modified": story.modified.timestamp()}
    return {"facts": {**facts, "company": story.company}, "times": times}


def docx(story: Story, extra: dict[str, bytes] | None = None, body: str = "", suffix: str = "docx") -> Made:
    texts = list(story.paragraphs)
    head, foot, note, remark, box, cell = texts[:6] if len(texts) >= 6 else (texts * 6)[:6]
    main = (
        f"<w:document {W} {MC}><w:body>{paragraphs(texts)}{body}<w:tbl><w:tr><w:tc>{paragraphs([cell + 'c'])}</w:tc>"
        f"<w:tc>{paragraphs(['zweite'])}</w:tc></w:tr></w:tbl><mc:AlternateContent><mc:Choice><w:txbxContent>"
        f"{paragraphs([box + 'b'])}</w:txbxContent></mc:Choice><mc:Fallback>{paragraphs([box + 'b'])}</mc:Fallback>"
        "</mc:AlternateContent></w:body></w:document>"
    )
    parts = {"header1": head + "h", "footer1": foot + "f", "footnotes": note + "n", "comments": remark + "r"}
    members = {"[Content_Types].xml": types("wordprocessingml.document"), "word/document.xml": main.encode()}
    for name, text in parts.items():
        members[f"word/{name}.xml"] = f"<w:part {W}>{paragraphs([text])}</w:part>".encode()
    members |= properties(story, "Microsoft Office Word") | (extra or {})
    words = story.words + [word for text in (*parts.values(), cell + "c", "zweite", box + "b") for word in text.split()]
    return Made(f"a.{suffix}", "docx", zipped(members), words, **expected(story, "Microsoft Office Word"))


def frame(runs: str) -> str:
    """One shape with one paragraph."""
    return f"<p:cSld><p:spTree><p:sp><p:txBody><a:p>{runs}</a:p></p:txBody></p:sp></p:spTree></p:cSld>"


def pptx(story: Story) -> Made:
    members = {"[Content_Types].xml": types("presentationml.presentation")}
    slides, relations = "", ""
    for number, text in enumerate(story.paragraphs, 1):
        runs = "".join(f"<a:r><a:t>{word} </a:t></a:r>" for word in text.split())
        members[f"ppt/slides/slide{number}.xml"] = f"<p:sld {A}>{frame(runs)}</p:sld>".encode()
        notes = f'<Relationship Id="n" Type="{RELATIONS}notesSlide" Target="../notesSlides/notesSlide{number}.xml"/>'
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = f"<Relationships>{notes}</Relationships>".encode()
        members[f"ppt/notesSlides/notesSlide{number}.xml"] = (
            f"<p:notes {A}>{frame(f'<a:r><a:t>note{number}</a:t></a:r>')}</p:notes>".encode()
        )
        slides = f'<p:sldId id="{255 + number}" r:id="r{number}"/>' + slides
        relations += f'<Relationship Id="r{number}" Type="{RELATIONS}slide" Target="slides/slide{number}.xml"/>'
    members["ppt/presentation.xml"] = f"<p:presentation {A}><p:sldIdLst>{slides}</p:sldIdLst></p:presentation>".encode()
    members["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{relations}</Relationships>".encode()
    members |= properties(story, "Microsoft Office PowerPoint")
    words = story.words + [f"note{number}" for number in range(1, len(story.paragraphs) + 1)]
    return Made("a.pptx", "pptx", zipped(members), words, **expected(story, "Microsoft Office PowerPoint"))


def xlsx(story: Story) -> Made:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties(
        {"title": story.title, "author": story.author, "company": story.company, "created": story.created}
    )
    sheet, second = book.add_worksheet("Öffentlich"), book.add_worksheet("Geheim")
    second.hide()
    words = []
    for row, text in enumerate(story.paragraphs):
        for column, word in enumerate(text.split()):
            sheet.write_string(row, column, word)
            words.append(word)
    second.write_number(0, 0, 1234567)
    second.write_number(0, 1, 0.125)
    second.write_datetime(1, 0, story.created.replace(tzinfo=None), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    second.write_formula(2, 0, "=1+1", None, 2)
    sheet.write_comment(0, 0, "kommentar")
    book.close()
    words += ["1234567", "0.125", story.created.strftime("%Y-%m-%d"), "2", "kommentar"]
    facts = {"title": story.title, "author": story.author, "company": story.company, "sheets": "2"}
    times = {"created": story.created.timestamp(), "modified": story.created.timestamp()}
    return Made("a.xlsx", "xlsx", buffer.getvalue(), words, {**facts, "application": "Microsoft Excel"}, times)
