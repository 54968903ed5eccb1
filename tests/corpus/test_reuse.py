from __future__ import annotations

from typing import TYPE_CHECKING

from assay.corpus.reuse import Reuse
from assay.model.context import Shared, Standing
from corpus.way_mail import entry as row
from corpus.way_mail import mail, raw

if TYPE_CHECKING:
    from assay.model.entry import Entry

LINE = (
    "Received: from smtp.rivage.example by mx.pli.example with ESMTPS id u62si5776045wrc.312.2017.03.02.07.00.00; "
    "Thu, 02 Mar 2017 07:00:01 -0800\r\n"
)


def said(*mails: tuple[Entry, Standing]) -> dict[str, tuple[Shared, ...]]:
    reuse = Reuse()
    for number in range(100, 120):
        reuse.add(mail(number), standing=Standing.NONE)
    for one, standing in mails:
        reuse.add(one, standing=standing)
    return dict(reuse.result())


def clone(number: int = 1, **other: str) -> Entry:
    text = raw(number, message_id="other@rivage.example", body="Other text.\r\n", **other)
    return row(text.replace(b"Subject: Subject", b"Subject: Other"))


def test_honest_mails_share_nothing() -> None:
    assert said((mail(1), Standing.NONE), (mail(2), Standing.NONE)) == {}


def test_the_clone_of_a_proven_mail_is_told_from_it() -> None:
    found = said((mail(1), Standing.PROVEN), (clone(), Standing.NONE))
    (here,), (there,) = found[clone().sha256], found[mail(1).sha256]
    assert (here.suspicion, here.why, here.other) == ("this", "proven", mail(1).sha256)
    assert there.suspicion == "other"
    assert here.transport >= 3
    assert "dkim-b" in here.tokens


def test_the_signature_tells_whose_text_it_is() -> None:
    (here,) = said((mail(1), Standing.NONE), (clone(), Standing.NONE))[clone().sha256]
    assert (here.suspicion, here.why) == ("this", "body hash")


def test_a_time_inside_the_value_tells_whose_it_is() -> None:
    original = mail(30, signature="", line=LINE, lower="", date="Thu, 02 Mar 2017 15:00:00 +0000")
    copy = clone(30, signature="", line=LINE, lower="", date="Wed, 08 Mar 2017 15:00:00 +0000")
    (here,) = said((original, Standing.NONE), (copy, Standing.NONE))[copy.sha256]
    assert (here.suspicion, here.why) == ("this", "clock")


def test_where_nothing_tells_both_are_named() -> None:
    original, copy = mail(1, signature=""), clone(signature="")
    found = said((original, Standing.NONE), (copy, Standing.NONE))
    assert [one.suspicion for one in (*found[original.sha256], *found[copy.sha256])] == ["", ""]


def test_copies_of_one_mail_share_honestly() -> None:
    other = row(b"X-Folder: Sent\r\n" + raw(1))
    assert said((mail(1), Standing.NONE), (other, Standing.NONE)) == {}


def test_a_mail_under_two_message_ids_is_excused() -> None:
    other = mail(1, message_id="rewritten@gate.example")
    (here,) = said((mail(1), Standing.NONE), (other, Standing.NONE))[other.sha256]
    assert "gateways" in here.excuse


def test_mails_of_one_connection_are_excused() -> None:
    first = mail(1, signature="", line=LINE, lower="")
    second = row(
        raw(1, signature="", line=LINE, lower="", message_id="next@rivage.example", body="Next.\r\n").replace(
            b"Subject: Subject", b"Subject: Next"
        )
    )
    (here,) = said((first, Standing.NONE), (second, Standing.NONE))[second.sha256]
    assert "connection" in here.excuse


def test_values_of_careless_software_teach_nothing() -> None:
    line = "Received: from a by lazy.example with ESMTP id abcd-efgh-0000-1111; Thu, 02 Mar 2017 15:00:00 +0000\r\n"
    careless = [(mail(number, signature="", line=f"{line}", lower=""), Standing.NONE) for number in range(6)]
    other = [
        (mail(20 + number, signature="", line=line.replace("0000", f"000{number // 2}"), lower=""), Standing.NONE)
        for number in range(12)
    ]
    assert said(*careless, *other) == {}


def test_a_boundary_of_many_mails_is_a_template() -> None:
    typed = "Content-Type: multipart/mixed; boundary=b1_1234567890abcdef\r\n"
    mails = [(mail(number, signature=typed), Standing.NONE) for number in range(5)]
    assert said(*mails) == {}
    assert said(*mails[:2]) != {}


def test_mails_that_signatures_vouch_for_are_never_accused() -> None:
    found = said((mail(1), Standing.PROVEN), (clone(), Standing.RECEIVED))
    assert all(one.excuse for shared in found.values() for one in shared)
