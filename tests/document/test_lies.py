from __future__ import annotations

import pytest

from assay.document.extract import extract
from assay.document.lies import lie

PROGRAM = b"MZ\x90\0\3\0\0\0" + b"\0" * 100


@pytest.mark.parametrize(
    ("name", "kind", "media", "said"),
    [
        ("invoice.pdf", "zip", "application/zip", "its name ends in .pdf, its content is a zip file"),
        ("invoice.pdf", "pdf", "application/pdf", ""),
        ("invoice.PDF ", "pdf", "application/pdf", ""),
        ("invoice", "zip", "application/zip", ""),
        ("invoice.xyz", "zip", "application/zip", ""),
        ("a.docm", "docx", "x", ""),
        ("a.csv", "text", "text/plain", ""),
        ("a.doc", "rtf", "application/rtf", "its name ends in .doc, its content is a rtf file"),
        ("a.jpg", "text", "text/plain", "its name ends in .jpg, its content is plain text"),
        ("a.jpg", "", "application/octet-stream", ""),
        ("photo.jpg.exe", "", "x", "its name ends in .jpg and then in .exe"),
        ("photo.jpg      .exe", "", "x", "its name ends in .jpg and then in .exe"),
        ("backup.tar.gz", "", "application/gzip", ""),
        (".pdf", "text", "text/plain", ""),
        ("", "text", "text/plain", ""),
    ],
)
def test_names_against_contents(name: str, kind: str, media: str, said: str) -> None:
    assert lie(name, kind, media) == said


def test_turned_names() -> None:
    assert "turn the direction" in lie("cod\u202efdp.exe", "", "x")


def test_a_program_with_the_name_of_a_document() -> None:
    found = extract(PROGRAM, "invoice.pdf")
    assert found.lie == "its name ends in .pdf, its content is a Windows program"
    assert found.state == "no reader"
