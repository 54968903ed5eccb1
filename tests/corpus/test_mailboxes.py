from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.corpus.mailboxes import Mailboxes
from corpus.way_mail import entry, mail, raw

if TYPE_CHECKING:
    from assay.model.entry import Entry


def without_way(*extra: Entry, received: int = 60, custodians: tuple[str, ...] = ()) -> list[str]:
    mailboxes = Mailboxes(custodians)
    for number in range(received):
        mailboxes.add(mail(number))
    for one in extra:
        mailboxes.add(one)
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


def test_a_sent_copy_to_the_owner_of_another_mailbox_has_none() -> None:
    other = [entry(raw(200 + number).replace(b"anna@", b"otto@"), "otto") for number in range(60)]
    sent = entry(raw(99, way="").replace(b"anna@", b"otto@"), "anna")
    planted = entry(raw(98, way=""), "anna")
    assert without_way(*other, sent, planted) == [planted.sha256]


def listed(number: int, sender: str = "zoe@rivage.example", **other: str) -> Entry:
    text = raw(number, **other).replace(b"To: anna@pli.example", b"To: l@list.example")
    return replace(entry(text.replace(b"zoe@rivage.example", sender.encode())), notes={"list": "l.list.example"})


def test_a_mail_to_a_list_without_a_way_whose_senders_others_have_one() -> None:
    archive = [listed(number, f"p{number % 20}@post.example") for number in range(110)]
    elsewhere = {"notes": {}, "to_addresses": ("otto@other.example",)}
    bare = replace(listed(199, "p3@post.example", way=""), **elsewhere)
    stranger = replace(listed(198, "new@other.example", way=""), **elsewhere)
    assert without_way(*archive, bare, stranger, received=0) == [bare.sha256]


def test_copies_of_what_an_owner_sends_from_a_second_address_have_none() -> None:
    to_self = [entry(raw(300 + number).replace(b"zoe@rivage.example", b"a@post.example")) for number in range(4)]
    sent = entry(raw(99, way="").replace(b"zoe@rivage.example", b"a@post.example").replace(b"anna@pli", b"x@other"))
    assert without_way(*to_self, sent) == []


def test_who_writes_much_to_a_list_isnt_its_archives_owner() -> None:
    archive = [listed(number) for number in range(60)]
    for one in (False, True):
        bare = replace(listed(99, way=""), notes={}, to_addresses=("otto@other.example",))
        cc = [replace(mail_, to_addresses=("zoe@rivage.example",)) if one else mail_ for mail_ in archive]
        assert without_way(*cc, bare, received=0) == [bare.sha256]


def test_a_sent_copy_to_a_list_that_the_owner_reads_has_none() -> None:
    def listed(number: int, **other: str) -> Entry:
        text = raw(number, **other).replace(b"\r\nTo: anna@pli.example", b"\r\nTo: talk@lists.example")
        return entry(text.replace(b"\r\nFrom: ", b"\r\nList-Id: <talk.lists.example>\r\nFrom: "))

    sent = entry(raw(99, way="", domain="second.example").replace(b"To: anna@pli.", b"To: talk@lists."))
    assert without_way(*(listed(200 + number) for number in range(40)), sent) == []


def test_a_mail_inside_of_anothers_text_never_was_delivered() -> None:
    bare = mail(99, way="")
    assert without_way(replace(bare, notes={**bare.notes, "inside_of": "@12"})) == []


def stranger(number: int, folder: str, sender: str = "nadia@quai.example", **other: str) -> Entry:
    text = raw(number, **other).replace(b"zoe@rivage.example", sender.encode())
    return entry(text.replace(b"To: anna@pli.", b"To: third@other."), folder)


def test_a_mail_to_others_without_a_way_whose_senders_others_lie_elsewhere() -> None:
    elsewhere = [stranger(300 + number, "otto") for number in range(12)]
    bare = stranger(99, "anna", way="")
    assert without_way(*elsewhere, bare) == [bare.sha256]
    assert without_way(*elsewhere[:9], bare) == []
    sent = [stranger(400 + number, "otto", way="") for number in range(2)]
    assert without_way(*elsewhere, *sent, bare) == []


def test_a_sent_copy_from_an_address_with_the_owners_name_has_none() -> None:
    elsewhere = [stranger(300 + number, "otto", "anna.p@post.example") for number in range(12)]
    assert without_way(*elsewhere, stranger(99, "anna", "anna.p@post.example", way="")) == []
