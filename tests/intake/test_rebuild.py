from __future__ import annotations

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.mapi import Attached, Outline
from assay.intake.rebuild import field, rebuild
from assay.model.errors import LimitReached


def test_only_mime_headers_are_replaced() -> None:
    headers = "A: 1\r\nMIME-Version: 1.0\r\nB : 2\r\ncontent-type: x;\r\n y=z\r\nC:\tfolded\r\n  more\r\n"
    body, notes = rebuild(Outline(headers=headers, plain="hello"))
    assert body.startswith(b"A: 1\r\nB : 2\r\nC:\tfolded\r\n  more\r\nMIME-Version: 1.0\r\nContent-Type: text/plain")
    assert body.endswith(b"\r\n\r\nhello")
    assert notes["mime_headers_replaced"] == ["MIME-Version: 1.0", "content-type: x;", " y=z"]


def test_the_same_each_time_and_no_boundary_inside_a_part() -> None:
    item = Outline(plain="a", html=b"<p>b", html_charset="utf-8", attached=(Attached(name="x", data=b"c"),))
    body, _ = rebuild(item)
    assert body == rebuild(item)[0]
    message = email.message_from_bytes(body, policy=email.policy.default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/octet-stream",
    ]
    assert not message.defects


def test_fields_inject_nothing() -> None:
    assert field("Subject", "x\r\nBcc: evil@example.org").count(b"\n") == 1
    assert b"\nBcc" not in field("Subject", "é\r\nBcc: evil@example.org")
    long = field("Subject", "é" * 500)
    assert all(len(line) < 100 for line in long.split(b"\r\n"))


def test_too_deep() -> None:
    item = Outline()
    for _ in range(30):
        item = Outline(attached=(Attached(inner=item),))
    with pytest.raises(LimitReached):
        rebuild(item)


def test_attachments_never_pose_as_structure() -> None:
    body, _ = rebuild(Outline(attached=(Attached(media_type="multipart/mixed"), Attached(media_type="a/b\r\nX: y"))))
    message = email.message_from_bytes(body, policy=email.policy.default)
    assert [part.get_content_type() for part in message.iter_attachments()] == ["application/octet-stream"] * 2  # type: ignore[attr-defined]


@given(st.text(max_size=80), st.text(max_size=60), st.binary(max_size=60), st.text(max_size=30))
def test_anything_is_rebuilt(headers: str, plain: str, html: bytes, name: str) -> None:
    body, _ = rebuild(
        Outline(
            headers=headers,
            fields=(("Subject", plain), ("From", name)),
            plain=plain,
            html=html,
            html_charset="utf-8",
            attached=(Attached(name=name, content_id=name, media_type=name, data=html),),
        )
    )
    email.message_from_bytes(body)
