from __future__ import annotations

from typing import TYPE_CHECKING

from assay.corpus.mailboxes import Mailboxes
from corpus.way_mail import mail

if TYPE_CHECKING:
    from assay.model.entry import Entry


def without_way(*extra: Entry, received: int = 60, custodians: tuple[str, ...] = ()) -> list[str]:
    mailboxes = Mailboxes(custodians)
    for number in range(received):
        mailboxes.add(mail(number))
    for entry in extra:
        mailboxes.add(entry)
    return [item for item, _ in mailboxes.without_way()]


def test_a_mail_to_the_owner_without_a_way_is_named() -> None:
    bare = mail(99, way="")
    assert without_way(bare) == [bare.sha256]


def test_little_mail_teaches_nothing() -> None:
    assert without_way(mail(99, way=""), received=40) == []


def test_the_owners_own_mail_and_that_of_colleagues_has_none() -> None:
    assert without_way(mail(99, way="", domain="pli.example")) == []
    assert without_way(mail(99, way="", domain="home.example"), custodians=("home.example",)) == []


def test_a_mailbox_with_many_such_mails_simply_has_them() -> None:
    assert without_way(*(mail(100 + number, way="") for number in range(10))) == []
