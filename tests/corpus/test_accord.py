from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.corpus.accord import accord, believed, same_server
from assay.message.traits.trace import delivering
from corpus.way_mail import mail, mark, signature

if TYPE_CHECKING:
    from assay.model.entry import Entry


def failing(entry: Entry) -> dict[str, tuple[str, str]]:
    return {check.name: (check.here, check.recorded) for check in accord(entry, ()) if not check.holds}


def test_an_honest_delivery_agrees_with_itself() -> None:
    checks = accord(mail(7), ())
    assert {check.name for check in checks} == {"client", "envelope", "author", "signature", "unrecorded", "body"}
    assert all(check.holds for check in checks)


def test_another_address_is_named() -> None:
    assert failing(mail(7, client="198.51.100.1")) == {"client": ("203.0.113.4", "198.51.100.1")}


def test_another_author_than_was_checked_is_named() -> None:
    assert failing(mail(7, domain="rlvage.example")) == {"author": ("rlvage.example", "rivage.example")}
    assert failing(mail(7, domain="bureau.rivage.example")) == {}


def test_a_signature_that_is_gone_is_named() -> None:
    assert failing(mail(7, signature="")) == {
        "signature": ("no signature", f"a signature {mark(7)[:8]} of rivage.example")
    }


def test_the_signature_of_another_mail_isnt_the_one_that_was_checked() -> None:
    other = mail(7, signature=signature(8))
    assert set(failing(other)) == {"signature"}


def test_another_body_than_was_signed_is_named() -> None:
    assert set(failing(mail(7, body="Other text.\r\n"))) == {"body"}


def test_a_signature_that_wasnt_recorded_is_named() -> None:
    top = "Authentication-Results: mx.pli.example; spf=pass smtp.mailfrom=zoe@rivage.example\r\n"
    assert failing(mail(7, top=top)) == {"unrecorded": ("rivage.example", "no signature")}


def test_results_of_other_servers_arent_believed() -> None:
    top = "Authentication-Results: mx.elsewhere.example; dkim=pass header.d=other.example\r\n"
    entry = mail(7, top=top)
    assert accord(entry, ()) == []
    assert entry.traits is not None
    hop = delivering(entry.traits.hops)
    assert hop is not None
    assert believed(entry.traits, hop, {"elsewhere.example"})


def test_what_stands_below_the_delivery_isnt_believed() -> None:
    lower = "X-Other: 1\r\nAuthentication-Results: mx.pli.example; dkim=pass header.d=other.example\r\n"
    assert failing(mail(7, lower=lower)) == {}


@pytest.mark.parametrize(
    ("host", "by", "same"),
    [("", "mx.a.example", True), ("a.example", "mx.a.example", True), ("b.example", "mx.a.example", False)],
)
def test_servers_are_of_one_organisation(host: str, by: str, *, same: bool) -> None:
    assert same_server(host, by) is same
