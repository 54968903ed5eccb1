"""Our reading of real mail against the standard library's, which is slow and right on well-formed mail."""

from __future__ import annotations

import email
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest

from assay.message import parse
from assay.message.date import parse_date
from assay.message.decode import part_bytes

if TYPE_CHECKING:
    from email.message import Message as Theirs
    from pathlib import Path

    from assay.message import Message

EVERY = 2
NOT_WELL_FORMED = {"daniel@scrt.ch.eml"}
"""Mails where the standard library ends the header block at the first stray line; ours goes on."""


def assert_same(ours: Message, theirs: Theirs) -> int:
    parts, others = list(ours.parts()), list(theirs.walk())
    assert [part.content_type.media for part in parts] == [other.get_content_type() for other in others]
    for part, other in zip(parts, others, strict=True):
        assert [header.name for header in part.headers] == other.keys()
        assert part.filename == other.get_filename()
        if not part.children and not other.is_multipart():
            assert part_bytes(ours, part).data == other.get_payload(decode=True)
    if theirs["date"] is not None:
        moment = parse_date(ours.root.value("date") or b"")
        assert moment is not None
        assert moment.replace(tzinfo=None) == parsedate_to_datetime(theirs["date"]).replace(tzinfo=None)
    return len(parts)


@pytest.mark.shared
def test_real_mail(shared: Path) -> None:
    files = sorted((shared / "corpora").rglob("*.eml"))[::EVERY]
    compared = 0
    for path in files:
        raw = path.read_bytes()
        if path.name not in NOT_WELL_FORMED:
            compared += assert_same(parse(raw), email.message_from_bytes(raw))
    assert compared > 500
