from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.clocks.epochs import EARLIEST, LATEST
from assay.message.traits.clocks.thread_index import decode_index
from message.traits.clocks.clock_mail import WHEN, filetime, times

ROOT = (filetime(WHEN) >> 16).to_bytes(6, "big") + bytes(16)
SHORT = b"\x01" + (filetime(WHEN) >> 24).to_bytes(5, "big") + bytes(16)


def child(ticks: int) -> bytes:
    wide = ticks >> 49 != 0
    word = (ticks >> (23 if wide else 18)) & 0x7FFFFFFF
    return (word | (0x80000000 if wide else 0)).to_bytes(4, "big") + b"\x07"


def test_the_header_is_when_the_conversation_began() -> None:
    assert decode_index(ROOT) == (pytest.approx(WHEN, abs=0.01), ())
    assert decode_index(SHORT)[0] == pytest.approx(WHEN, abs=2)


def test_children_add_up() -> None:
    _, (first, second) = decode_index(ROOT + child(3600 * 10**7) + child(60 * 10**7))
    assert first == pytest.approx(WHEN + 3600, abs=0.1)
    assert second == pytest.approx(WHEN + 3660, abs=0.1)


def test_an_answer_to_the_short_form_counts_from_its_misread_header() -> None:
    naive = int.from_bytes(SHORT[:6], "big") << 16
    answer = child((filetime(WHEN + 3600) - naive) % (1 << 54))
    _, (first,) = decode_index(SHORT + answer)
    assert first == pytest.approx(WHEN + 3600, abs=2)


def test_a_known_index_of_the_short_form() -> None:
    index = bytes.fromhex("0101d21f2759" + "00" * 16 + "a09a10a83a" + "8003b47d76")
    _, (first, second) = decode_index(index)
    assert first is not None
    assert second is not None
    assert second - first == pytest.approx(203_686, abs=2)


def test_it_names_what_it_marks() -> None:
    field = b"Thread-Index: %s\n\nx"
    assert set(times(field % base64.b64encode(ROOT))) == {"thread-index"}
    assert set(times(field % base64.b64encode(ROOT + child(10**10)))) == {"thread-index-answer"}
    assert times(field % b"!!!") == {}


@given(st.binary(max_size=300))
def test_any_bytes_do(index: bytes) -> None:
    root, children = decode_index(index)
    assert all(one is None or EARLIEST <= one < LATEST for one in (root, *children))
