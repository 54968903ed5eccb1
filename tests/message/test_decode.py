from __future__ import annotations

from assay.message import parse
from assay.message.decode import decode_header, header_text, part_bytes, part_message, part_text


def test_headers() -> None:
    assert header_text(b" =?utf-8?q?caf=C3=A9?=") == "café"
    assert decode_header(b" caf\xe9").defects == ("raw-8bit",)


def test_parts() -> None:
    msg = parse(b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\ncXfp")
    assert part_bytes(msg, msg.root).data == b"qw\xe9"
    text = part_text(msg, msg.root)
    assert (text.text, text.charset, text.fallback) == ("qwé", "windows-1252", False)


def test_defects_of_both_layers_are_kept() -> None:
    msg = parse(b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\ncXf")
    text = part_text(msg, msg.root)
    assert text.defects == ("truncated-base64", "unknown-charset")
    assert text.fallback


def test_a_multipart_is_never_decoded() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nx\n--b--\n"
    msg = parse(raw)
    assert part_bytes(msg, msg.root).data == b"--b\n\nx\n--b--\n"


def test_an_encoded_message_is_parsed_on_demand() -> None:
    msg = parse(b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKeQ==\n")
    inner = part_message(msg, msg.root)
    assert inner == b"Subject: x\n\ny"
    plain = parse(b"Content-Type: message/rfc822\n\nSubject: x\n\ny")
    assert part_message(plain, plain.root) is None
