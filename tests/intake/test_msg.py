from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from assay.intake.interface import DEFECTS
from assay.message.words import decode_words

if TYPE_CHECKING:
    from pathlib import Path

Make = dict[str, Callable[..., Any]]
NOTE = {0x1A: "IPM.Note", 0x37: "Rôle", 0x1000: "text body\r\n", 0xC1A: "Anne Ä", 0x5D01: "anne@example.org"}


def parsed(body: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(body, policy=email.policy.default)  # type: ignore[return-value]


def test_transport_headers_stand_first_as_stored(make: Make, opened: Callable[..., Any]) -> None:
    headers = (
        "Microsoft Mail Internet Headers Version 2.0\r\nReceived: x\r\n\tfolded;  date\r\nSubject:  odd   spaces \r\n"
        "Content-Type: multipart/mixed;\r\n boundary=old\r\nX-Après: é\r\nDKIM-Signature: v=1\r\n\r\n--old\r\nrest\r\n"
    )
    ((member, body),) = opened(make["cfb"](make["msg"]({**NOTE, 0x7D: headers})))
    assert member.reconstructed
    start = "Received: x\r\n\tfolded;  date\r\nSubject:  odd   spaces \r\nX-Après: é\r\nDKIM-Signature: v=1\r\n"
    assert "boundary=old" not in body.decode()
    assert body.startswith((start.replace("X-Après: é\r\n", "").encode(), start.encode()))
    assert member.notes["mime_headers_replaced"] == ["Content-Type: multipart/mixed;", " boundary=old"]
    assert "Microsoft Mail Internet Headers Version 2.0" in member.notes["headers_dropped"]
    assert "From" in member.notes["headers_added"]


def test_bodies_and_recipients(make: Make, opened: Callable[..., Any]) -> None:
    to = make["msg"]({0xC15: 1, 0x3001: "Zoë", 0x39FE: "zoe@example.org"}, before=8)
    hidden = make["msg"]({0xC15: 3, 0x3003: "bcc@example.org"}, before=8)
    tree = make["msg"](
        {**NOTE, 0x1013: b"<p>caf\xe9</p>", 0x3FDE: 1252, 0x1035: "<id@example.org>"},
        {"__recip_version1.0_#00000000": to, "__recip_version1.0_#00000001": hidden},
    )
    ((_, body),) = opened(make["cfb"](tree))
    message = parsed(body)
    assert message["From"].addresses[0].addr_spec == "anne@example.org"
    assert message["From"].addresses[0].display_name == "Anne Ä"
    assert "zoe@example.org" in str(message["To"])
    assert message["Bcc"] == "bcc@example.org"
    assert message["Subject"] == "Rôle"
    plain, html = message.iter_parts()
    assert plain.get_content() == "text body\r\n".replace("\r\n", "\n") or "text body" in plain.get_content()
    assert "café" in html.get_content()


def test_attachments_and_embedded_items(make: Make, opened: Callable[..., Any]) -> None:
    data = bytes(range(256)) * 40
    file = make["msg"]({0x3705: 1, 0x3707: "naïve \u202egpj.exe", 0x370E: "image/png", 0x3701: data}, before=8)
    inner = make["msg"]({**NOTE, 0x37: "inner"}, before=24)
    item = make["msg"]({0x3705: 5, 0x3001: "inner"}, {"__substg1.0_3701000D": inner}, before=8)
    tree = make["msg"](NOTE, {"__attach_version1.0_#00000000": file, "__attach_version1.0_#00000001": item})
    ((member, body),) = opened(make["cfb"](tree))
    assert "attachments_failed" not in member.notes
    first, second, third = parsed(body).iter_parts()
    assert "text body" in first.get_content()
    assert second.get_content() == data
    assert second.get_filename() == "naïve \u202egpj.exe"
    assert third.get_content()["Subject"] == "inner"


def test_a_broken_attachment_is_named(make: Make, opened: Callable[..., Any]) -> None:
    deep: Any = make["msg"](NOTE, before=24)
    for _ in range(25):
        item = make["msg"]({0x3705: 5}, {"__substg1.0_3701000D": deep}, before=8)
        deep = make["msg"](NOTE, {"__attach_version1.0_#00000000": item}, before=24)
    tree = make["msg"](NOTE, {"__attach_version1.0_#00000000": item})
    (first, body), (second, _) = opened(make["cfb"](tree))
    assert body
    assert first.notes["attachments_failed"]
    assert second.error.state == "limit"


def test_an_item_without_a_body_lists_what_it_has(make: Make, opened: Callable[..., Any]) -> None:
    ((member, body),) = opened(make["cfb"](make["msg"]({0x1A: "IPM.Contact", 0x3001: "Zoë", 0x3A08: "+33 1"})))
    assert member.notes["class"] == "IPM.Contact"
    assert "DisplayName: Zoë\r\n" in body.decode()
    assert "+33 1" in body.decode()


@pytest.mark.parametrize(
    ("text", "charset", "pages", "note"),
    [
        ("测试主题 会议", "cp936", {0x3FFD: 936}, None),
        ("测试主题 会议", "cp936", {0x3FDE: 65001, 0x3FF1: 0x804}, None),
        ("測試主旨 張毓倫", "cp950", {0x3FDE: 950, 0x3FF1: 0x404}, None),
        ("会議の件 テスト", "cp932", {0x3FDE: 50220}, None),
        ("Проверка связи", "cp1251", {0x3FDE: 20866}, None),
        ("Проверка связи", "koi8-r", {0x3FDE: 20866}, None),
        ("Réunion à l\u2019été", "cp1252", {0x3FDE: 65001, 0x3FF1: 0x40C}, None),
        ("Réunion à l\u2019été", "cp1252", {0x3FFD: 65001}, "windows-1252 (guessed)"),
        ("Réunion à l\u2019été", "utf-8", {0x3FFD: 65001}, None),
        ("測試主旨 張毓倫", "cp950", {}, "cp950 (guessed)"),
        ("測試主旨 張毓倫", "cp950", {0x3FDE: 65001}, "cp950 (guessed)"),
    ],
)
def test_texts_of_eight_bits(
    make: Make, opened: Callable[..., Any], text: str, charset: str, pages: dict[int, int], note: str | None
) -> None:
    raw = bytearray(text.encode(charset))
    to = make["msg"]({0xC15: 1, 0x3001: raw, 0x39FE: "to@example.org"}, before=8)
    file = make["msg"]({0x3705: 1, 0x3707: raw + b".txt", 0x3701: b"data"}, before=8)
    inner = make["msg"]({0x1A: "IPM.Note", 0x37: raw, 0x1000: raw}, before=24)
    item = make["msg"]({0x3705: 5}, {"__substg1.0_3701000D": inner}, before=8)
    tree = make["msg"](
        {0x1A: "IPM.Note", 0x37: raw, 0x1000: raw, 0xC1A: raw, 0x5D01: "from@example.org", **pages},
        {
            "__recip_version1.0_#00000000": to,
            "__attach_version1.0_#00000000": file,
            "__attach_version1.0_#00000001": item,
        },
    )
    ((member, body),) = opened(make["cfb"](tree))
    message = parsed(body)
    assert message["Subject"] == text
    assert [(one.display_name, one.addr_spec) for one in message["From"].addresses] == [(text, "from@example.org")]
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [(text, "to@example.org")]
    plain, attached, embedded = message.iter_parts()
    assert plain.get_content() == text
    assert attached.get_filename() == text + ".txt"
    assert embedded.get_content()["Subject"] == text
    assert member.notes.get("charset") == note
    assert member.notes.get(DEFECTS) == (["guessed-charset"] if note else None)


def test_no_texts_at_all(make: Make, opened: Callable[..., Any]) -> None:
    for properties in ({0x1A: "IPM.Note"}, {0x37: bytearray(), 0x1000: bytearray(b"\0"), 0x3FFD: 936}):
        ((member, body),) = opened(make["cfb"](make["msg"](properties)))
        assert b"Content-Type: text/plain" in body
        assert "charset" not in member.notes


def test_streams_that_share_sectors_stop(make: Make, opened: Callable[..., Any]) -> None:
    tree = make["msg"]({0x1000 + n: b"x" * 6000 for n in range(3)})
    data = bytearray(make["cfb"](tree))
    at = 0
    for n in range(3):
        name = f"__substg1.0_{0x1000 + n:04X}0102".encode("utf-16-le")
        at = data.index(name)
        data[at + 120 : at + 128] = (1 << 20).to_bytes(8, "little")
    ((member, _),) = opened(bytes(data))
    assert member.error is not None


@pytest.mark.shared
def test_the_shared_samples(shared: Path, opened: Callable[..., Any]) -> None:
    paths = sorted((shared / "hostile" / "tika").glob("*.msg"))
    assert len(paths) == 12
    for path in paths:
        found = opened(path.read_bytes(), path.name)
        assert found[0][0].error is None, path
        assert found[0][0].reconstructed
        assert parsed(found[0][1])["Subject"], path
        assert len(found) == 1, path


@pytest.mark.shared
def test_an_embedded_message_of_a_shared_sample(shared: Path, opened: Callable[..., Any]) -> None:
    ((_, body),) = opened((shared / "hostile" / "tika" / "testMSG_att_msg.msg").read_bytes())
    kinds = [part.get_content_type() for part in parsed(body).walk()]
    assert "message/rfc822" in kinds


@pytest.mark.shared
def test_texts_by_the_code_page_in_which_the_item_was_sent(shared: Path, opened: Callable[..., Any]) -> None:
    ((member, body),) = opened((shared / "hostile" / "tika" / "testMSG_chinese.msg").read_bytes())
    message = parsed(body)
    assert message["Subject"] == "Alfresco MSG format testing ( MSG 格式測試 )"
    assert decode_words(body.partition(b"From: ")[2].partition(b"\r\nTo:")[0]).text == "Tests Chang@FT (張毓倫)"
    assert [one.addr_spec for one in message["To"].addresses] == ["tests.chang@fengttt.com"]
    assert "恭喜 HQ 保全課 陳奎良" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "charset" not in member.notes
