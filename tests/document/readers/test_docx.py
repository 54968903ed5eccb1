from __future__ import annotations

from assay.document.extract import extract
from document.document_builders import zipped
from document.makers.ooxml_maker import W, docx, types
from document.makers.story import story


def body(inner: str, **more: bytes) -> bytes:
    main = f"<w:document {W}><w:body>{inner}</w:body></w:document>"
    return zipped(
        {"[Content_Types].xml": types("wordprocessingml.document"), "word/document.xml": main.encode(), **more}
    )


def test_parts_have_their_labels() -> None:
    pages = extract(docx(story(1)).data, "a.docx").pages
    assert [page.label for page in pages] == ["", "header", "footer", "footnotes", "comments"]
    assert all(page.number == 0 for page in pages)


def test_a_text_box_stands_once() -> None:
    made = docx(story(2))
    text = extract(made.data, "a.docx").pages[0].text
    last = made.words[-1]
    assert text.split().count(last) == 1


def test_deleted_text_is_apart() -> None:
    inner = (
        '<w:p><w:r><w:t>kept </w:t></w:r><w:del w:author="Ann"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:ins w:author="Bob"><w:r><w:t>new</w:t></w:r></w:ins></w:p><w:p><w:del><w:r><w:delText>too</w:delText></w:r>'
        "</w:del></w:p>"
    )
    found = extract(body(inner), "a.docx")
    assert [(page.label, page.text) for page in found.pages] == [("", "kept new"), ("deleted", "gone\ntoo")]
    assert (found.facts["tracked_changes"], found.facts["tracked_by"]) == ("3", "Ann, Bob")


def test_rows_and_cells() -> None:
    row = "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc>" for n in (1, 2)) + "</w:tr>"
    assert extract(body(f"<w:tbl>{row}{row}</w:tbl>"), "a.docx").text == "1\t2\n1\t2"


def test_signs() -> None:
    inner = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r></w:p>"
    assert extract(body(inner), "a.docx").text == "a\tb\nc-"


def test_macros_signatures_and_files() -> None:
    more = {
        "word/vbaProject.bin": b"\xd0\xcf",
        "_xmlsignatures/sig1.xml": b"<s/>",
        "word/media/image1.png": b"\x89PNG",
        "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0",
    }
    found = extract(body("", **more), "a.docm")
    assert (found.facts["macros"], found.facts["signatures"], found.lie) == ("yes", "1", "")
    assert [file.name for file in found.embedded] == ["image1.png", "oleObject1.bin"]


def test_a_main_part_that_is_missing() -> None:
    found = extract(zipped({"[Content_Types].xml": b"<Types/>", "word/header1.xml": b"<a><t>left</t></a>"}), "a.docx")
    assert (found.text, found.facts["damaged"]) == ("left", "its main part is missing")
