from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from assay.document import Carrier, loose
from assay.document.carried import MOST_FILES
from assay.message import Message, parse
from assay.message.describe import describe
from document.document_builders import office, zipped

if TYPE_CHECKING:
    from assay.model.traits import Carried

SHEET = office("Bruno", "2015-01-01T00:00:00Z", "2016-01-01T00:00:00Z")


def carried(message: Message) -> tuple[Carried, ...]:
    carrier = Carrier()
    describe(message, carrier.see)
    return tuple(carrier.files)


def part(data: bytes, name: str, media: str = "application/octet-stream") -> bytes:
    return (
        f'--b\r\nContent-Type: {media}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + base64.encodebytes(data)


def mail(*parts: bytes) -> bytes:
    head = b"From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"--b\r\n\r\ntext\r\n" + b"\r\n".join(parts) + b"\r\n--b--\r\n"


def test_files_with_metadata_and_place() -> None:
    message = parse(mail(part(SHEET, "a\u202etxt.xlsx"), part(b"sig", "s.asc", "application/pgp-signature")))
    (file,) = carried(message)
    assert file.sha256 == hashlib.sha256(SHEET).hexdigest()
    assert (file.number, file.kind, file.size) == ("2", "ooxml", len(SHEET))
    assert "\u202e" not in file.name
    assert file.facts["modified_by"] == "Bruno"
    assert base64.b64decode(message.bytes(file.span)) == SHEET


def test_text_and_empty_parts_are_no_files() -> None:
    assert carried(parse(mail(part(b"", "empty.pdf")))) == ()


def test_files_of_forwarded_messages_count() -> None:
    inner = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + mail(part(SHEET, "a.xlsx")).replace(b"=b", b"=c").replace(
        b"--b", b"--c"
    )
    assert [file.number for file in carried(parse(mail(inner)))] == ["2.1.2"]


def test_many_files_are_cut() -> None:
    assert len(carried(parse(mail(*(part(b"x", f"{n}.bin") for n in range(MOST_FILES + 20)))))) == MOST_FILES


def test_a_loose_document_carries_itself() -> None:
    data = zipped({"a": b"1"})
    file = loose(data, len(data), "x" * 999, "application/zip", "d" * 64)
    assert (file.kind, file.sha256, file.number, len(file.name)) == ("zip", "d" * 64, "", 255)
    assert loose(b"", 5_000_000_000, "big.pdf", "application/pdf", "d" * 64).size == 5_000_000_000


@given(st.binary(max_size=200))
def test_nothing_raises(data: bytes) -> None:
    carried(parse(mail(data)))
    carried(parse(data))
