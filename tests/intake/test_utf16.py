from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

MAIL = "From: é@one.example\r\nTo: b@two.example\r\nSubject: x\r\n\r\nHello 🙂\r\n" * 20_000
KIND = "message/x-utf-16"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_the_text_comes_as_utf_8(opened: Callable[..., Any], encoding: str) -> None:
    text = MAIL.replace("é", "e", 1)
    ((member, body),) = opened(text.encode(encoding), "folder/1.eml", kind=KIND)
    assert (member.step.name, body) == ("1.eml", text.encode())
    assert "UTF-16" in member.notes["transcoded"]


def test_a_text_that_breaks_off_gives_what_there_is(opened: Callable[..., Any]) -> None:
    (first, body), (rest, _) = opened(MAIL.encode("utf-16")[:-1], "1.eml", kind=KIND)
    assert MAIL.encode().startswith(body)
    assert "damaged" in first.notes
    assert rest.error is not None


def test_something_else(opened: Callable[..., Any]) -> None:
    ((rest, _),) = opened(b"words", "1.eml", kind=KIND)
    assert str(rest.error) == "not UTF-16"
