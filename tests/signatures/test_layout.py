from __future__ import annotations

import pytest

from assay.signatures.layout import arc_set, extra, lay_out, present, select, split_fields

FIELDS = [b"From: a\r\n", b"Subject: one\r\n", b"subject : two\r\n"]


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"A: b", b"A: b\r\n", b"A: b\r\n c\r\n\r\nx", b"\nx", b" odd\nA: b\n\n"])
def test_splitting_loses_nothing(raw: bytes) -> None:
    fields, body = split_fields(raw)
    head = b"".join(fields)
    assert raw.startswith(head)
    assert raw[len(head) :].lstrip(b"\r\n") == body


def test_instances_are_picked_from_the_bottom_up() -> None:
    assert select(FIELDS, ["Subject", "from", "subject", "subject"]) == [FIELDS[2], FIELDS[0], FIELDS[1]]
    assert present(FIELDS, ["subject", "subject", "subject", "date"]) == ["subject", "subject"]
    assert extra(FIELDS, ["subject"], ["subject", "date"]) == ["subject", "subject", "date"]


def test_tags_are_folded_and_end_with_an_empty_b() -> None:
    text = lay_out("DKIM-Signature", [("v", "1"), ("h", ":".join(["message-id"] * 20)), ("bh", "x" * 44)])
    assert max(map(len, text.split("\r\n"))) < 90
    assert text.endswith("        b=")
    assert "".join(text.split()).count("message-id") == 20


def test_arc_sets_are_read_by_instance() -> None:
    fields = [b"ARC-Seal: i=2; a=x\n", b"ARC-Seal: a=x; i=1\n", b"ARC-Message-Signature: i=1;\n", b"X: i=1\n"]
    assert arc_set(fields, 1) == [fields[2], fields[1]]
