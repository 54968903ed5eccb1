from __future__ import annotations

import pytest

from assay.intake.magic import document, is_text


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"{\\rtf1\\ansi}", "application/rtf"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\n<!-- note -->\n<HTML lang='fr'>", "text/html"),
        (b'<?xml version="1.0"?><root/>', "application/xml"),
        (b'<?xml version="1.0"?><svg xmlns="x">', "image/svg+xml"),
        (b"<svg onload=alert(1)>", "image/svg+xml"),
        (b'{"a": [1]}', "application/json"),
        (b"[1, 2]", "application/json"),
        (b"RIFF\0\0\0\0WEBP", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"MZ\x90\0\x03", "application/vnd.microsoft.portable-executable"),
        (b"plain words", "text/plain"),
        (b"", "application/octet-stream"),
        (bytes(range(256)), "application/octet-stream"),
    ],
)
def test_kinds(head: bytes, kind: str) -> None:
    assert document(head) == kind


def test_charsets_of_text() -> None:
    assert is_text("déjà vu, œuvre".encode())
    assert is_text("déjà vu, œuvre".encode()[:3])
    assert is_text("déjà vu encore une fois".encode("latin-1"))
    assert is_text("déjà".encode("utf-16"))
    assert not is_text(b"\xff\xfe\x00\xd8\x00\xd8")
    assert not is_text(b"a\0b")
    assert not is_text(bytes(range(128, 256)) * 3)
