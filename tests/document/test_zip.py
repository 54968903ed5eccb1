from __future__ import annotations

import struct
import time

from hypothesis import given
from hypothesis import strategies as st

from assay.document.gathered import Gathered, moment
from assay.document.zip import MOST_MEMBERS, Archive, read_times
from document.document_builders import zipped

PLAIN = zipped({"a.txt": b"alpha" * 50, "b.txt": b"beta"})


def test_members_and_their_times() -> None:
    archive = Archive(PLAIN)
    assert set(archive.members) == {b"a.txt", b"b.txt"}
    assert archive.read(b"a.txt") == b"alpha" * 50
    assert archive.read(b"a.txt", 7) == b"alphaal"
    assert archive.read(b"c.txt") == b""
    found = Gathered()
    read_times(archive, found)
    assert found.times == dict.fromkeys(("members_first", "members"), moment(2015, 3, 4, 5, 6, 8))


def test_an_archive_behind_a_program_and_before_a_comment() -> None:
    assert Archive(b"MZ" * 99 + PLAIN).read(b"b.txt") == b"beta"
    with_comment = PLAIN[:-2] + struct.pack("<H", 4) + b"note"
    assert Archive(with_comment).read(b"b.txt") == b"beta"


def test_an_encrypted_member_is_said_and_not_read() -> None:
    at = PLAIN.index(b"PK\x01\x02") + 8
    locked = PLAIN[:at] + b"\x01" + PLAIN[at + 1 :]
    archive, found = Archive(locked), Gathered()
    read_times(archive, found)
    assert archive.read(b"a.txt") == b""
    assert found.facts == {"encrypted": "yes"}


def test_a_bomb_gives_no_more_than_was_asked_for() -> None:
    bomb = zipped({"docProps/core.xml": b"\0" * 30_000_000})
    assert len(Archive(bomb).read(b"docProps/core.xml", 1_000)) == 1_000


def test_a_million_members_and_endless_extra_fields_cost_little() -> None:
    entry = b"PK\x01\x02" + b"\0" * 26 + struct.pack("<H", 60_000) + b"\0" * 14 + b"\0" * 60_000
    central = entry * 300 + (b"PK\x01\x02" + b"\0" * 42) * 500_000
    data = central + b"PK\x05\x06" + b"\0" * 8 + struct.pack("<IIH", len(central), 0, 0)
    start = time.perf_counter()
    assert Archive(data).seen == MOST_MEMBERS
    assert time.perf_counter() - start < 1


def test_times_in_utc_win() -> None:
    extra = struct.pack("<HHBI", 0x5455, 5, 1, 1_490_608_800)
    central = b"PK\x01\x02" + b"\0" * 24 + struct.pack("<HHH", 1, len(extra), 0) + b"\0" * 12 + b"x" + extra
    data = central + b"PK\x05\x06" + b"\0" * 8 + struct.pack("<IIH", len(central), 0, 0)
    assert Archive(data).members[b"x"].seconds == 1_490_608_800


@given(st.binary(max_size=300), st.integers(0, len(PLAIN)), st.binary(max_size=8))
def test_nothing_raises(junk: bytes, at: int, patch: bytes) -> None:
    for data in (junk, b"PK\x05\x06" + junk, PLAIN[:at] + patch + PLAIN[at + len(patch) :]):
        archive = Archive(data)
        for name in archive.members:
            archive.read(name)
        read_times(archive, Gathered())


def test_damaged_deflate_is_nothing() -> None:
    at = PLAIN.index(b"a.txt") + 5
    assert Archive(PLAIN[:at] + b"\xff" * 9 + PLAIN[at + 9 :]).read(b"a.txt") == b""
