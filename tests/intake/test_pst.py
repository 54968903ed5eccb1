from __future__ import annotations

import email
import io
import struct
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from assay.intake import Limits, open_container
from assay.intake.mapi import INTEGER, STRING8
from assay.intake.pst import CONTAINER, _Store
from assay.intake.spool import Budget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PST = "application/vnd.ms-outlook-pst"


def test_a_store_of_nothing_is_named(opened: Callable[..., Any]) -> None:
    for data in (b"", b"!BDN", b"!BDN" + bytes(5000)):
        ((member, _),) = opened(data, "x.pst", PST)
        assert member.error is not None


def test_formats() -> None:
    assert CONTAINER.formats == (PST,)


def having(properties: dict[int, bytes | int], **more: Any) -> Any:
    """An object of a store as libpff shows it, its texts of 8 bits."""
    entries = [
        SimpleNamespace(
            entry_type=pid,
            value_type=STRING8 if isinstance(value, bytes) else INTEGER,
            data=value if isinstance(value, bytes) else struct.pack("<q", value),
        )
        for pid, value in properties.items()
    ]
    return SimpleNamespace(record_sets=[SimpleNamespace(entries=entries)], **more)


@pytest.mark.parametrize(
    ("store", "item", "guessed"),
    [({0x3FFD: 936}, {}, ""), ({0x66C3: 936}, {}, ""), ({}, {0x3FDE: 936}, ""), ({}, {}, "gb18030")],
)
def test_texts_of_eight_bits(store: dict[int, int], item: dict[int, int], guessed: str) -> None:
    text = "张三的会议主题测试".encode("cp936")
    file = having({0x3705: 1, 0x3707: text}, size=0, seek_offset=lambda *_: None, read_buffer=lambda _: b"")
    one = having(
        {0x37: text, **item}, number_of_attachments=1, get_attachment=lambda _: file, recipients=having({0x3001: text})
    )
    found = _Store(SimpleNamespace(message_store=having(store)), Budget(Limits(), 1))._outline(one, [])
    assert dict(found.fields) == {"To": '"张三的会议主题测试"', "Subject": "张三的会议主题测试"}
    assert [attached.name for attached in found.attached] == ["张三的会议主题测试"]
    assert found.guessed == guessed


def test_a_store_that_says_nothing_of_itself() -> None:
    assert _Store(SimpleNamespace(), Budget(Limits(), 1)).codepage is None


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count", "lost"), [("testPST.pst", 7, 1), ("testPST_variousBodyTypes.pst", 4, 0)])
def test_the_shared_samples(shared: Path, opened: Callable[..., Any], name: str, count: int, lost: int) -> None:
    found = opened((shared / "hostile" / "tika" / name).read_bytes(), name)
    assert len([m for m, _ in found if m.error is None]) == count
    assert len([m for m, _ in found if m.error is not None]) == lost
    for member, body in found:
        if body is not None:
            assert member.reconstructed
            assert member.notes["folder"] in member.step.name
            assert email.message_from_bytes(body)["Subject"]


@pytest.mark.shared
def test_transport_headers_of_a_shared_sample(shared: Path, opened: Callable[..., Any]) -> None:
    found = opened((shared / "hostile" / "tika" / "testPST_variousBodyTypes.pst").read_bytes())
    assert all(body.startswith(b"Received: ") for _, body in found)
    kinds = {part.get_content_type() for _, body in found for part in email.message_from_bytes(body).walk()}
    assert {"text/plain", "text/html", "application/rtf"} <= kinds


@pytest.mark.shared
def test_an_embedded_item_is_rebuilt_as_far_as_it_can_be_reached(shared: Path, opened: Callable[..., Any]) -> None:
    found = opened((shared / "hostile" / "tika" / "testPST.pst").read_bytes())
    (outer,) = [body for member, body in found if "attachments_failed" in member.notes]
    inner = [part for part in email.message_from_bytes(outer).walk() if part.get_content_type() == "message/rfc822"]
    assert inner[0].get_payload(0)["Subject"]  # type: ignore[union-attr, index]
    (failure,) = [member for member, _ in found if member.error]
    assert "HTML" in str(failure.error)


@pytest.mark.shared
@pytest.mark.slow
def test_damaged_stores_never_raise(shared: Path) -> None:
    data = (shared / "hostile" / "tika" / "testPST_variousBodyTypes.pst").read_bytes()
    for eighth in range(8):
        cut = data[: len(data) * eighth // 8]
        members = list(open_container(PST, io.BytesIO(cut), "x", Limits()) or ())
        assert members
    for at in range(600, len(data), len(data) // 40):
        flipped = bytearray(data)
        flipped[at : at + 8] = b"\xff" * 8
        assert list(open_container(PST, io.BytesIO(bytes(flipped)), "x", Limits()) or ())
