from __future__ import annotations

import pytest

from assay.message import parse


@pytest.mark.parametrize(
    ("header", "attachment", "filename"),
    [
        (b"Content-Type: text/plain", False, None),
        (b"Content-Type: text/plain; name=a.txt", True, "a.txt"),
        (b"Content-Type: text/plain\nContent-Disposition: attachment", True, None),
        (b"Content-Type: text/plain\nContent-Disposition: unheard-of", True, None),
        (b"Content-Type: text/html\nContent-Disposition: inline", False, None),
        (b"Content-Type: application/pdf", True, None),
        (b"Content-Type: a/b; name=x\nContent-Disposition: attachment; filename=y", True, "y"),
        (b"Content-Type: multipart/mixed", False, None),
        (b'Content-Type: a/b; name="=?utf-8?q?a=E2=80=AE.exe?="', True, "a\\u202e.exe"),
    ],
)
def test_attachments(header: bytes, attachment: bool, filename: str | None) -> None:
    part = parse(header + b"\n\nbody").root
    assert part.is_attachment == attachment
    assert part.filename == filename


def test_a_part_tells_what_it_is() -> None:
    part = parse(
        b"Content-Type: Text/Plain\nContent-Transfer-Encoding: BASE64 (x)\nContent-Disposition: INLINE\n\n"
    ).root
    assert (part.is_text, part.is_multipart, part.is_message) == (True, False, False)
    assert (part.encoding, part.disposition) == ("base64", "inline")
    assert part.value("content-type") == b" Text/Plain"
    assert part.value("none") is None


def test_spans_of_odd_blocks() -> None:
    msg = parse(b"A: b\nstray\nTo: c\n\nbody")
    assert [msg.bytes(span) for span in msg.root.junk] == [b"stray\n"]
    assert msg.bytes(msg.root.header_span) == b"A: b\nstray\nTo: c\n\n"
    assert msg.bytes(msg.root.separator) == b"\n"
