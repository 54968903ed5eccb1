from __future__ import annotations

import email
import email.policy
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.interface import DEFECTS
from assay.intake.mapi import Attached, Outline, address
from assay.intake.rebuild import CONTROLS, GUESSED, field, rebuild
from assay.message.address import parse_addresses
from assay.message.defects import DEFECTS as SENTENCES
from assay.message.display import escape
from assay.message.words import decode_words
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


@given(st.text(max_size=300))
def test_encoded_words_lead_back_to_the_text(text: str) -> None:
    want = CONTROLS.sub(" ", text.encode("utf-8", "replace").decode()).strip()
    written = field("Subject", text)
    assert all(len(line) <= 90 for line in written.split(b"\r\n")) or want.isascii()
    if want.isascii():
        assert written == f"Subject: {want}\r\n".encode()
        return
    words = written.removeprefix(b"Subject: ").decode("ascii")
    assert str(make_header(decode_header(words))) == want
    read = decode_words(words.encode()).text
    assert read == escape(want.strip(" \t")) or read.isascii()


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1), min_size=1, max_size=5
    )
)
def test_display_names_lead_back_and_addresses_stay(names: list[str]) -> None:
    people = [(name.strip("'") or "x", f"a{place}@example.org") for place, name in enumerate(names)]
    written = field("To", ", ".join(address(*one) for one in people)).removeprefix(b"To: ")
    assert written.isascii()
    found = parse_addresses(written).mailboxes
    assert [one.address for one in found] == [addr for _, addr in people]
    assert [one.display for one in found] == [escape(name) for name, _ in people]


def test_names_without_addresses_and_what_is_no_name() -> None:
    assert decode_words(field("From", '"Tests (張毓倫)"')[6:]).text == "Tests (張毓倫)"
    assert decode_words(field("To", "Zoë; Anne")[4:]).text == "Zoë; Anne"
    assert field("To", "<zoë@example.org>") == "To: <zoë@example.org>\r\n".encode()
    assert field("To", '"New, User"') == b'To: "New, User"\r\n'
    assert decode_words(field("Subject", '"Zoë" <a@b.c>')[9:]).text == '"Zoë" <a@b.c>'


def test_a_guessed_charset_is_said() -> None:
    _, notes = rebuild(Outline(plain="x", guessed="cp950"))
    assert (notes["charset"], notes[DEFECTS]) == ("cp950 (guessed)", ["guessed-charset"])
    assert GUESSED in SENTENCES
    assert "charset" not in rebuild(Outline(plain="x"))[1]


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
