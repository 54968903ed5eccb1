from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest

from assay.intake.zip_salvage import HEADER, plausible

if TYPE_CHECKING:
    from collections.abc import Callable

ZIP = "application/zip"


@pytest.mark.parametrize("method", [0, 8])
def test_what_is_whole_comes_back_and_what_is_cut_is_named(
    make: dict[str, Callable[..., bytes]], opened: Callable[..., Any], method: int
) -> None:
    data = make["zip"]({"one": b"1" * 500, "two": bytes(range(256)) * 8}, method)
    cut = data[: data.index(b"two") + 100]
    found = opened(cut, kind=ZIP)
    assert [m.step.name for m, _ in found] == ["one", "two", "two (rest of the entry)", "(rest of the archive)"]
    assert found[0][1] == b"1" * 500
    assert "damaged" in found[1][0].notes
    assert bytes(range(256)).startswith(found[1][1][:200])


def test_encrypted_and_unknown_members_are_named(
    make: dict[str, Callable[..., bytes]], opened: Callable[..., Any]
) -> None:
    data = bytearray(make["zip"]({"one": b"1" * 500, "two": b"2"}, 0))
    data[6] |= 1
    data[data.index(b"PK\x03\x04", 4) + 8] = 77
    found = opened(bytes(data[: data.index(b"PK\x01\x02")]), kind=ZIP)
    assert [m.error.state for m, _ in found] == ["encrypted", "unreadable", "unreadable"]


def test_nothing_inside(opened: Callable[..., Any]) -> None:
    ((rest, _),) = opened(b"PK\x03\x04", kind=ZIP)
    assert rest.error is not None


def test_entries_that_the_directory_hides(make: dict[str, Callable[..., bytes]], opened: Callable[..., Any]) -> None:
    hidden = make["zip"]({"hidden": b"secret" * 50})
    hidden = hidden[: hidden.index(b"PK\x01\x02")]
    found = opened(hidden + make["zip"]({"shown": b"x"}))
    assert [(m.step.name, body) for m, body in found] == [("shown", b"x"), ("hidden", b"secret" * 50)]
    assert "directory" in found[1][0].notes["recovered"]


def test_behind_a_broken_member_the_next_is_found(
    make: dict[str, Callable[..., bytes]], opened: Callable[..., Any]
) -> None:
    data = bytearray(make["zip"]({"one": bytes(range(256)) * 4, "two": b"second"}))
    data[45:60] = b"\xff" * 15
    found = {m.step.name: body for m, body in opened(bytes(data[: data.index(b"PK\x01\x02")]), kind=ZIP)}
    assert found["two"] == b"second"


@pytest.mark.parametrize("method", [0, 8])
def test_a_local_header_is_more_than_its_signature(make: dict[str, Callable[..., bytes]], method: int) -> None:
    head = make["zip"]({"one": b"1" * 500}, method)
    assert plausible(head)
    assert not plausible(head[: HEADER.size - 1])
    assert not plausible(head[: HEADER.size + 2])
    assert not plausible(head.replace(b"one", b"o\0e"))
    encrypted = bytearray(head)
    encrypted[6] |= 1
    assert plausible(bytes(encrypted))
    for at, value in ((4, 99), (7, 0x80), (8, 77), (12, 0x1F << 5 & 0xFF), (26, 0)):
        broken = bytearray(head)
        struct.pack_into("<H", broken, at, value)
        assert not plausible(bytes(broken)), at


def test_data_that_do_not_unpack_are_no_entry(make: dict[str, Callable[..., bytes]]) -> None:
    deflated, stored = make["zip"]({"one": b"1" * 500}, 8), make["zip"]({"one": b"1" * 500}, 0)
    start = HEADER.size + len("one")
    assert not plausible(deflated[:start])
    assert not plausible(deflated[:start] + b"\xff" * 100)
    assert not plausible(stored[:22] + struct.pack("<I", 7) + stored[26:])
