from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signatures.conftest import MAIL

from assay.message import parse
from assay.signatures.forms import Forms
from assay.signatures.repair.transforms import MAX_SUBSET, transforms

HEAD = b"From: a@x.example\r\nContent-Type: text/plain\r\n\r\n"


def found(body: bytes) -> dict[str, list[bytes]]:
    undone: dict[str, list[bytes]] = {}
    for one in transforms(Forms(parse(HEAD + body))):
        undone.setdefault(one.repairs[0].code if one.repairs else "", []).append(one.body)
    return undone


@pytest.mark.parametrize(
    ("body", "code", "was"),
    [
        (b"a\r\r\nb\r\n", "line-ends", b"a\r\nb\r\n"),
        (b"a\rb\r\rc\r\n", "line-ends", b"a\r\nb\r\n\r\nc\r\n"),
        (b"a \t\r\nb c\r\n", "trailing-space", b"a\r\nb c\r\n"),
        (b"a\r\n--\r\nAnne\r\n", "trailing-space", b"a\r\n-- \r\nAnne\r\n"),
        (b">From x\r\n", "from-quoting", b"From x\r\n"),
        (b"a\r\nFrom x\r\n", "from-quoting", b"a\r\n>From x\r\n"),
    ],
)
def test_what_is_undone(body: bytes, code: str, was: bytes) -> None:
    assert found(body)[""] == [body]
    assert was in found(body)[code]


def test_a_body_in_order_is_only_reencoded() -> None:
    assert set(found(b"a b\r\nc\r\n")) == {"", "transfer-encoding"}


@pytest.mark.parametrize("filler", [b" ", b"\r"])
def test_hostile_bodies_take_bounded_time(filler: bytes) -> None:
    start = time.process_time()
    assert found(b"a" + filler * 100_000 + b"x\r\n")
    assert time.process_time() - start < 2


def test_mailbox_marks_are_taken_off_together_and_in_every_combination() -> None:
    body = b">From a\r\n>>From b\r\n> From c\r\n"
    ways = [(b"From a", b">From b"), (b"From a", b">>From b"), (b">From a", b">From b")]
    assert found(body)["from-quoting"][:3] == [b"\r\n".join((*way, b"> From c\r\n")) for way in ways]
    many = b">From a\r\n" * (MAX_SUBSET + 1)
    assert found(many)["from-quoting"][0] == many.replace(b">", b"")


def test_mailbox_marks_that_were_taken_off_are_put_back_together_or_one() -> None:
    body = b"From a\r\n>From b\r\n> From c\r\n"
    back = [b">From a\r\n>>From b\r\n", b">From a\r\n>From b\r\n", b"From a\r\n>>From b\r\n"]
    assert found(body)["from-quoting"][1:] == [one + b"> From c\r\n" for one in back]


def test_a_list_wraps_or_adds_a_part() -> None:
    made = {one.repairs[0].code: one for one in transforms(Forms(parse(MAIL))) if one.repairs}
    body = MAIL.partition(b"\r\n\r\n")[2]
    wrapped, added = made["list-wrapping"], made["list-part"]
    assert body[wrapped.offset :].startswith(wrapped.body)
    assert wrapped.body.startswith(b"We pay 1,200 euros")
    assert added.body.endswith(b"it's free.\r\n\r\n--frontier--\r\n")
    (span,) = added.repairs[0].spans
    assert MAIL[span.start : span.end].startswith(b"--frontier\r\nContent-Type: text/html")


@given(st.text("aF>rom \r\n-=", max_size=60).map(str.encode), st.sampled_from(["7bit", "base64", "quoted-printable"]))
def test_changes_point_inside_the_message(body: bytes, encoding: str) -> None:
    raw = b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\n" + HEAD + body
    for one in transforms(Forms(parse(raw))):
        for repair in one.repairs:
            assert all(0 <= span.start <= span.end <= len(raw) for span in repair.spans)
            assert (repair.part, repair.innocent) == ("body", True)
