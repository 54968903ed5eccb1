from __future__ import annotations

from assay.message import parse
from assay.message.traits.habits.mime import mime_habits

MAIL = (
    b'From: a\nContent-Type: multipart/alternative;\n\tboundary="----=_NextPart_000_0012_01D2B9C6.3E5A0B70"\n\n'
    b"------=_NextPart_000_0012_01D2B9C6.3E5A0B70\nContent-Type: text/plain; charset=UTF-8\n"
    b"Content-Transfer-Encoding: quoted-printable\n\n" + (b"x" * 72 + b"=C3=\n") * 5 + b"x\n"
    b"------=_NextPart_000_0012_01D2B9C6.3E5A0B70--\n"
)


def test_tree_boundary_parameters_and_width() -> None:
    found = mime_habits(parse(MAIL))
    assert found["text.tree"] == "alternative(plain)"
    assert found["boundary.shape"] == "----=_NextPart_w_w_u8.u8"
    assert found["type.multipart"] == "tab:boundaryq"
    assert found["type.plain"] == "charset"
    assert found["type.charset-case"] == "capitals"
    assert found["encoding.quoted-printable"] == "76"
    assert found["encoding.hex"] == "capital"
