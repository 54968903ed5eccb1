from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email import message_from_bytes

import dkim
import pytest

from assay.demo import Composed, Draft, compose
from assay.demo.transport import Post, with_field
from assay.signatures.signing import public_record

WHEN = datetime(2017, 2, 7, 13, 22, 36, tzinfo=timezone(timedelta(hours=1)))


def letter(post: Post, sender: str, receiver: str) -> Composed:
    person = post.cast.person
    text = "Bonjour,  \n\nvoilà l'été"
    return compose(
        Draft(sender=person[sender], to=(person[receiver],), subject="Été", text=text, when=WHEN), post.random
    )


def dns(post: Post, name: bytes) -> bytes:
    records = {
        f"{host.selector}._domainkey.{host.domain}.".encode(): public_record(post.keys[short]).encode()
        for short, host in post.cast.host.items()
        if host.selector
    }
    return records[name]


@pytest.mark.parametrize("sender", ["vasnier", "sorel", "kessler", "price", "banque", "quotidien", "channel", "forger"])
def test_signing_hosts_sign_so_that_dkimpy_agrees(post: Post, sender: str) -> None:
    mail = letter(post, sender, "corbelin")
    raw = post.deliver(post.submit(mail), mail, post.cast.person["corbelin"])
    assert dkim.verify(raw, dnsfunc=lambda name, **_: dns(post, name))


def test_hosts_without_keys_do_not_sign(post: Post) -> None:
    assert b"DKIM-Signature" not in post.submit(letter(post, "merrin", "vasnier"))


def test_the_hosting_provider_seals_what_comes_from_outside(post: Post) -> None:
    mail = letter(post, "merrin", "vasnier")
    raw = post.deliver(post.submit(mail), mail, post.cast.person["vasnier"])
    assert dkim.arc_verify(raw, dnsfunc=lambda name, **_: dns(post, name))[0] == dkim.CV_Pass
    inside = letter(post, "tarhouni", "vasnier")
    assert b"ARC-Seal" not in post.deliver(post.submit(inside), inside, post.cast.person["vasnier"])


def test_received_lines_go_forward_in_time(post: Post) -> None:
    mail = letter(post, "kessler", "ashwell")
    raw = post.deliver(post.submit(mail), mail, post.cast.person["ashwell"])
    parsed = message_from_bytes(raw)
    assert len(parsed.get_all("Received") or []) == 2
    assert "X-Received" in parsed


def test_the_list_breaks_the_body_hash_and_removing_its_footer_heals_it(post: Post) -> None:
    mail = letter(post, "sorel", "atelier")
    footer = "\n____\nListe\n"
    plain = post.through_list(post.submit(mail), mail, footer, timedelta(seconds=30), tag=False)
    tagged = post.through_list(post.submit(mail), mail, footer, timedelta(seconds=30), tag=True)
    assert not dkim.verify(plain, dnsfunc=lambda name, **_: dns(post, name))
    healed = plain.removesuffix(footer.replace("\n", "\r\n").encode())
    assert dkim.verify(healed, dnsfunc=lambda name, **_: dns(post, name))
    assert b"\r\nSubject: [Atelier] " in tagged


def test_replacing_a_folded_field() -> None:
    raw = b"A: 1\r\nContent-Type: x;\r\n\ty=1\r\nB: 2\r\n\r\nContent-Type: body\r\n"
    assert with_field(raw, "Content-Type", "z") == b"A: 1\r\nContent-Type: z\r\nB: 2\r\n\r\nContent-Type: body\r\n"
    assert with_field(b"A: 1\r\nB: 2\r\n c\r\n\r\n", "B", "z") == b"A: 1\r\nB: z\r\n\r\n"
