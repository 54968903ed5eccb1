from __future__ import annotations

import io

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assay.document.bounds import Bounds
from assay.document.extract import extract
from assay.document.picture_hash import distance
from assay.model.extracted import State
from document.makers.other_maker import drawing, pdf
from document.makers.story import story
from scanned_case import minutes

ONE = story(1, latin=True)


def drawn(*pages: str, seed: int = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for text in pages:
        if text.startswith("picture"):
            canvas.drawImage(ImageReader(drawing(seed)), 0, 0, 500, 700)
        canvas.drawString(50, 800, text.removeprefix("picture"))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_page_a_page() -> None:
    found = extract(pdf(ONE).data, "a.pdf")
    assert [page.number for page in found.pages] == list(range(1, len(ONE.paragraphs) + 1))
    assert [page.text.split() for page in found.pages] == [text.split() for text in ONE.paragraphs]


def test_scans() -> None:
    assert extract(drawn("picture", "picture7", "picture"), "a.pdf").scanned
    assert not extract(drawn("picture and a caption that is long", "words"), "a.pdf").scanned
    assert not extract(drawn("", ""), "a.pdf").scanned


def test_how_the_first_page_looks() -> None:
    one, again, other = (
        extract(drawn("picture" + text, seed=seed), "a.pdf") for text, seed in (("", 1), (".", 1), ("", 2))
    )
    assert one.picture is not None
    assert again.picture is not None
    assert other.picture is not None
    assert distance(one.picture, again.picture) <= 4
    assert distance(one.picture, other.picture) > 12
    assert extract(drawn(""), "a.pdf").picture is None


def test_attached_files_and_signature_fields() -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 7 0 R>>/AcroForm<</Fields[6 0 R]/SigFlags 3>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[6 0 R]>>",
        b"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 5 0 R>>>>",
        b"<</Type/EmbeddedFile/Length 6>>stream\nsecret\nendstream",
        b"<</FT/Sig/T(s)/Subtype/Widget/Rect[0 0 0 0]/V 8 0 R>>",
        b"<</Names[(a.txt)4 0 R]>>",
        b"<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>/ByteRange[0 1 2 3]>>",
    ]
    data = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    found = extract(data + b"trailer<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF\n", "a.pdf")
    assert [(file.name, file.data) for file in found.embedded] == [("a.txt", b"secret")]
    assert (found.facts["signatures"], found.facts["form"], found.facts["pages"]) == ("1", "yes", "1")


def test_cut_off() -> None:
    data = pdf(ONE).data
    found = extract(data[: len(data) * 2 // 3], "a.pdf")
    assert found.facts["damaged"].startswith("cut off")
    assert found.state in {State.READ, State.UNREADABLE}
    assert extract(b"%PDF-1.7 nothing", "a.pdf").state is State.UNREADABLE


def test_too_many_pages() -> None:
    found = extract(drawn("one", "two", "three"), "a.pdf", bounds=Bounds(pages=2))
    assert (len(found.pages), found.cut, found.facts["pages"]) == (2, True, "3")


def test_pages_that_are_pictures_are_named() -> None:
    found = extract(minutes(), "x.pdf")
    assert found.facts["scanned_pages"] == "3"
    assert not found.scanned
    assert "scanned_pages" not in extract(pdf(story(1, latin=True)).data, "x.pdf").facts
