from __future__ import annotations

import pytest

from message.traits.clocks.clock_mail import WHEN, read

BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE_52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"


def digits(number: int, alphabet: str, width: int) -> str:
    text = ""
    while len(text) < width:
        number, rest = divmod(number, len(alphabet))
        text = alphabet[rest] + text
    return text


EXIM = digits(int(WHEN), BASE_62, 6)
POSTFIX = digits(int(WHEN), BASE_52, 6) + digits(250_000, BASE_52, 4) + "z3Bc"
LINE = "Received: from a.example ([192.0.2.1]) by mx.b.example {} id {}; Mon, 24 Apr 2017 07:30:02 +0000\n\nx"


@pytest.mark.parametrize("queue_id", [EXIM + "-0001Ab-XY", EXIM + "-00000001AbC-0XYZ"])
def test_exim(queue_id: str) -> None:
    (clock,) = read(LINE.format("with esmtp (Exim 4.89)", queue_id).encode())
    assert (clock.name, clock.seconds, clock.beside, clock.host) == ("exim-queue-id", WHEN, WHEN + 2, "mx.b.example")


def test_postfix() -> None:
    (clock,) = read(LINE.format("(Postfix) with ESMTPS", POSTFIX).encode())
    assert (clock.name, clock.seconds, clock.beside) == ("postfix-queue-id", WHEN + 0.25, WHEN + 2)


@pytest.mark.parametrize("queue_id", [EXIM + "-0001Ab-XY", POSTFIX])
def test_a_server_of_another_name_is_not_believed_to_count_so(queue_id: str) -> None:
    assert read(LINE.format("with ESMTP", queue_id).encode()) == []


@pytest.mark.parametrize("queue_id", ["v3O7U0ab012345", "4F1A2B3C4D", "x" * 200])
def test_other_ids_hold_nothing(queue_id: str) -> None:
    assert read(LINE.format("(Postfix) with exim", queue_id).encode()) == []
