from __future__ import annotations

import gzip
import io
import lzma
from typing import TYPE_CHECKING, Any

from assay.intake import Limits
from assay.intake.single import gzip_name, stem

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_member_is_named_as_the_file_without_its_suffix(opened: Callable[..., Any]) -> None:
    ((member, body),) = opened(gzip.compress(b"data"), "folder/mail.mbox.GZ")
    assert member.step.name == "mail.mbox"
    assert body == b"data"
    assert stem(".gz") == ".gz"
    assert stem("") == "data"


def test_the_name_that_gzip_keeps(opened: Callable[..., Any]) -> None:
    out = io.BytesIO()
    with gzip.GzipFile("inside.txt", "wb", fileobj=out) as stream:
        stream.write(b"data")
    ((member, _),) = opened(out.getvalue(), "outside.gz")
    assert member.notes == {"original_name": "inside.txt"}
    assert gzip_name(b"\x1f\x8b\x08\x08" + bytes(6) + b"never ends") == ""


def test_a_bomb_stops(opened: Callable[..., Any]) -> None:
    for pack in (gzip.compress, lzma.compress):
        ((member, _),) = opened(pack(bytes(20 << 20)), "bomb.gz")
        assert member.error.state == "limit"


def test_a_truncated_file_gives_what_there_is(opened: Callable[..., Any]) -> None:
    data = bytes(range(256)) * 1000
    (first, body), (rest, _) = opened(gzip.compress(data)[:-30], "x.gz")
    assert data.startswith(body)
    assert body
    assert "early" in first.notes["damaged"]
    assert rest.step.name == "x (rest of the entry)"


def test_trailing_bytes_are_named(opened: Callable[..., Any]) -> None:
    (_, body), (rest, _) = opened(gzip.compress(b"data") + b"hidden payload", "x.gz")
    assert body == b"data"
    assert "14 bytes" in str(rest.error)


def test_a_large_container_inside_may_exceed_the_member_limit(opened: Callable[..., Any], limits: Limits) -> None:
    mail = b"From a@b.c Tue May  3 10:00:00 2022\nFrom: a@b.c\nSubject: x\n\n" + bytes(range(32, 127)) * 9 + b"\n\n"
    bounds = Limits(scratch=limits.scratch, memory_bytes=1000, member_bytes=100_000, ratio=10_000)
    ((member, body),) = opened(gzip.compress(mail * 1000), "Inbox.mbox.gz", bounds=bounds)
    assert member.error is None
    assert body == mail * 1000
    ((member, _),) = opened(gzip.compress(b"words " * 100_000), "x.gz", bounds=bounds)
    assert member.error.state == "limit"
    assert limits.scratch is not None
    assert not list(limits.scratch.iterdir())


def test_layers_without_end_are_opened_one_at_a_time(opened: Callable[..., Any]) -> None:
    data = b"the core"
    for _ in range(200):
        data = gzip.compress(data, 0)
    for _ in range(10):
        ((member, data),) = opened(data, "layers.gz")
        assert member.error is None
    assert data.startswith(b"\x1f\x8b")
