from __future__ import annotations

from assay.document import metadata
from document.document_builders import zipped

META = b"""<o:document-meta xmlns:o="o" xmlns:m="m" xmlns:d="d" xmlns:x="x"><o:meta>
<m:initial-creator>Anna</m:initial-creator><d:creator>Bruno</d:creator><m:generator>LibreOffice/5.2</m:generator>
<m:creation-date>2016-01-02T03:04:05.600000000</m:creation-date><d:date>2016-02-03T04:05:06</d:date>
<m:editing-cycles>7</m:editing-cycles><m:template x:title="Lettre"/></o:meta></o:document-meta>"""


def test_properties() -> None:
    found = metadata(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "meta.xml": META}))
    assert found.kind == "odf"
    assert found.facts == {
        "author": "Anna",
        "modified_by": "Bruno",
        "application": "LibreOffice/5.2",
        "revision": "7",
        "template": "Lettre",
    }
    assert found.times["created"] == 1451703845.0
    assert found.times["modified"] == 1454472306.0
    assert found.times["members"]


def test_another_mimetype_is_a_zip() -> None:
    assert metadata(zipped({"mimetype": b"application/epub+zip"})).kind == "zip"
