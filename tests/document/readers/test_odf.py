from __future__ import annotations

from assay.document.extract import extract
from document.makers.odf_maker import odp, package
from document.makers.story import story

STORY = story(1)


def pages(kind: str, body: str, **more: bytes) -> list[tuple[int, str, str]]:
    found = extract(package(STORY, kind, f"<office:body>{body}</office:body>", **more), "a.odt")
    return [(page.number, page.label, page.text) for page in found.pages]


def test_notes_comments_and_deletions_are_apart() -> None:
    body = (
        "<office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>be"
        "<text:note><text:note-body><text:p>below</text:p></text:note-body></text:note>fore"
        "<office:annotation><text:p>why?</text:p></office:annotation><text:tab/>x<text:s text:c='3'/>y</text:p>"
        "</office:text>"
    )
    assert pages("text", body) == [
        (0, "", "before\tx   y"),
        (0, "deleted", "gone"),
        (0, "footnotes", "below"),
        (0, "comments", "why?"),
    ]


def test_hidden_sheets_say_so() -> None:
    cell = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    style = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="v"><style:table-properties table:display="true"/></style:style>'
    )
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{style}">{cell.format(name)}</table:table>'
        for name, style in (("One", "v"), ("Two", "h"))
    )
    body = f"<office:spreadsheet>{style}{tables}</office:spreadsheet>"
    assert pages("spreadsheet", body) == [(1, "One", "One"), (2, "Two (hidden)", "Two")]


def test_a_page_a_slide() -> None:
    found = extract(odp(STORY).data, "a.odp")
    assert [page.text for page in found.pages if not page.label] == list(STORY.paragraphs)
    assert found.facts["slides"] == str(len(STORY.paragraphs))


def test_macros_signatures_pictures() -> None:
    more = {"Basic/x.xml": b"", "META-INF/documentsignatures.xml": b"<a/>", "Pictures/a.png": b"\x89PNG"}
    found = extract(package(STORY, "text", "<office:body><office:text/></office:body>", **more), "a.odt")
    assert (found.facts["macros"], found.facts["signatures"]) == ("yes", "1")
    assert [file.name for file in found.embedded] == ["a.png"]
