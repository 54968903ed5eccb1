"""OpenDocument written by hand."""

from __future__ import annotations

from document.document_builders import zipped
from document.makers.story import Made, Story, iso

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta", "drawing", "presentation")
)


MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)


def package(story: Story, kind: str, body: str, header: str = "", **more: bytes) -> bytes:
    meta = (
        f'<office:document-meta {NAMES} xmlns:dc="dc"><office:meta><meta:initial-creator>{story.author}'
        f"</meta:initial-creator><dc:creator>{story.by}</dc:creator><dc:title>{story.title}</dc:title>"
        f"<meta:creation-date>{iso(story.created)}</meta:creation-date><dc:date>{iso(story.modified)}</dc:date>"
        "<meta:generator>LibreOffice/7.4</meta:generator></office:meta></office:document-meta>"
    )
    content = f"<office:document-content {NAMES}>{body}</office:document-content>"
    styles = f"<office:styles {NAMES}><style:header><text:p>{header}</text:p></style:header></office:styles>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": content.encode(),
            "styles.xml": styles.encode(),
            "meta.xml": meta.encode(),
            "META-INF/manifest.xml": MANIFEST.encode(),
            **more,
        }
    )


def made(story: Story, suffix: str, kind: str, body: str, words: list[str], header: str = "") -> Made:
    facts = {"title": story.title, "author": story.author, "modified_by": story.by, "application": "LibreOffice/7.4"}
    times = {"created": story.created.timestamp(), "modified": story.modified.timestamp()}
    return Made(f"a.{suffix}", suffix, package(story, kind, body, header), words + header.split(), facts, times)


def odt(story: Story) -> Made:
    spans = "".join(
        f"<text:p>{text[:9]}<text:span>{text[9:]}</text:span><text:s/>ende</text:p>\n  " for text in story.paragraphs
    )
    note = "<text:p>vor<text:note><text:note-body><text:p>fussnote</text:p></text:note-body></text:note>her</text:p>"
    body = f"<office:body>\n<office:text>\n{spans}{note}</office:text></office:body>"
    return made(story, "odt", "text", body, [*story.words, "ende", "fussnote", "vorher"], "kopfzeile")


def ods(story: Story) -> Made:
    rows = "".join(
        "<table:table-row>\n"
        + "".join(f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in text.split())
        + '<table:table-cell office:value="0.125"><text:p>12,5%</text:p></table:table-cell></table:table-row>'
        for text in story.paragraphs
    )
    body = (
        f'<office:body><office:spreadsheet><table:table table:name="Eins">{rows}</table:table>'
        "</office:spreadsheet></office:body>"
    )
    return made(story, "ods", "spreadsheet", body, [*story.words, "12,5%"])


def odp(story: Story) -> Made:
    pages = "".join(
        f"<drawing:page><drawing:frame><text:p>{text}</text:p></drawing:frame><presentation:notes><text:p>notiz</text:p>"
        "</presentation:notes></drawing:page>"
        for text in story.paragraphs
    )
    body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
    return made(story, "odp", "presentation", body, [*story.words, "notiz"])
