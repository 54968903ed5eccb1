from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from assay.corpus.routes import Routes
from assay.corpus.signing import _alone, beside
from assay.examiners.path import FEW
from assay.model.context import Irregular, Standing
from corpus.way_mail import entry, mail, raw

if TYPE_CHECKING:
    from assay.model.entry import Entry


def told(*mails: Entry) -> dict[str, Irregular]:
    routes = Routes()
    for one in mails:
        routes.add(one, standing=Standing.NONE)
    said = routes.result().items()
    return {item: one for item, found in said for one in found if one.name.startswith("unsigned")}


def listed(number: int, through: str = "l.list.example", **other: str) -> Entry:
    return replace(mail(number, **other), notes={"list": through})


BARE = listed(30, signature="", top="")


def test_five_signed_mails_of_a_sender_through_a_list_make_a_habit() -> None:
    one = told(*(listed(number) for number in (10, 20, 40, 50, 60)), BARE)[BARE.sha256]
    assert (one.name, one.server, one.usual, one.seen, one.of) == (
        "unsigned sender", "zoe@rivage.example", "l.list.example", 0, 5,
    )  # fmt: skip


def test_fewer_or_not_on_both_sides_make_less() -> None:
    assert told(*(listed(number) for number in (20, 40, 50)), BARE)[BARE.sha256].of == 3
    assert told(*(listed(number) for number in (20, 40, 50, 60, 70, 80)), BARE)[BARE.sha256].of == 4


def test_where_signing_failed_for_a_while_it_tells_less() -> None:
    signed = [listed(number) for number in range(60) if number not in {30, 31, 32}]
    assert (found := told(*signed, BARE)[BARE.sha256]).name == "unsigned sender"
    assert (found.of, found.seen) == (57, 0)
    others = [listed(number, signature="", top="") for number in (31, 32)]
    assert (found := told(*signed, BARE, *others)[BARE.sha256]).name == "unsigned"
    assert found.seen > FEW * found.of


@pytest.mark.parametrize(
    "others",
    [
        [listed(number) for number in (20, 40)],
        [listed(number) for number in (40, 50, 60, 70, 80)],
        [listed(number, "other.list.example") for number in range(10)],
        [listed(number, lower="") for number in (10, 20, 40, 50, 60)],
        [listed(number, message_id=f"m.{number}.abc@host.rivage.example") for number in (10, 20, 40, 50, 60)],
        [listed(number, signature="" if number % 2 else raw_signature) for number, raw_signature in
         ((number, "DKIM-Signature: v=1; a=rsa-sha256; d=rivage.example; s=s; h=from; bh=AA==; b=AA==\r\n")
          for number in range(20, 50))],
        [listed(number, signature="DKIM-Signature: v=1; a=rsa-sha256; d=list.example; s=s; h=from; bh=AA==; b=AA==\r\n")
         for number in (10, 20, 40, 50, 60)],
    ],
    ids=["few", "since then", "other list", "other way", "other software", "half", "signed by the list"],
)  # fmt: skip
def test_what_isnt_a_habit(others: list[Entry]) -> None:
    assert told(*others, BARE) == {}


def test_a_domain_by_one_way_and_software() -> None:
    text = [raw(number).replace(b"zoe@rivage", f"p{number}@rivage".encode()) for number in range(60)]
    bare = raw(99, signature="", top="", date="Fri, 3 Mar 2017 10:00:00 +0000").replace(b"zoe@", b"new@")
    stamp = b"Fri, 3 Mar 2017 10:00:00 +0000"
    other = entry(bare.replace(b"Sun, 05 Mar 2017 12:00:00 +0000", stamp))
    assert told(*(entry(one) for one in text), other)[other.sha256].name == "unsigned software"


def test_beside_is_near() -> None:
    assert beside([1.0, 2.0, 4.0, 5.0], 3.0, 2)
    assert not beside([1.0, 4.0, 5.0], 3.0, 2)
    assert not beside([-5e7, 2.0, 4.0, 5.0], 3.0, 2)


def test_a_bare_mail_before_or_after_all_signed_ones_is_never_alone() -> None:
    times = [10.0, 20.0, 30.0]
    assert _alone(times, [15.0], 15.0)
    assert not _alone(times, [5.0, 40.0], 5.0)
    assert not _alone(times, [5.0, 40.0], 40.0)
    assert not _alone([], [5.0], 5.0)
