from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from random import Random
from typing import TYPE_CHECKING

import pytest

from assay.demo import Attachment, Draft, compose

if TYPE_CHECKING:
    from assay.demo.people import Cast

WHEN = datetime(2017, 2, 7, 13, 22, 36, 500, tzinfo=timezone(timedelta(hours=1)))
WRITERS = ("vasnier", "corbelin", "tarhouni", "merrin", "kessler", "quotidien")


@pytest.mark.parametrize("writer", WRITERS)
def test_every_mailer_writes_mail_that_reads_back(people: Cast, writer: str) -> None:
    person = people.person
    first = compose(
        Draft(sender=person["tarhouni"], to=(person[writer],), subject="Été", text="Bonjour à tous", when=WHEN),
        Random(1),
    )
    file = Attachment("a.png", "image/png", b"\x89PNG")
    draft = Draft(
        sender=person[writer],
        to=(person["tarhouni"], person["ashwell"]),
        cc=(person["lherbier"],),
        subject="Été",
        text="Voilà l'été, enfin.\n\nÀ demain",
        when=WHEN + timedelta(hours=1),
        attachments=(file,),
        parent=first,
    )
    mail = compose(draft, Random(2))
    assert b"\n" not in mail.raw.replace(b"\r\n", b"")
    parsed = message_from_bytes(mail.raw, policy=policy.default)
    assert not parsed.defects
    assert parsed["Subject"] == "Re: Été"
    assert parsed["From"].addresses[0].display_name == person[writer].name
    assert parsed["Date"].datetime == draft.when.replace(microsecond=0)
    body = parsed.get_body(("plain",))
    assert body is not None
    assert "Voilà l'été, enfin." in body.get_content()
    assert "Bonjour à tous" in body.get_content()
    assert [part.get_filename() for part in parsed.iter_attachments()] == ["a.png"]
    assert mail.references == (first.message_id,)


def test_the_seed_decides_every_byte(people: Cast) -> None:
    draft = Draft(sender=people.person["vasnier"], to=(people.person["corbelin"],), subject="a", text="b", when=WHEN)
    assert compose(draft, Random(5)).raw == compose(draft, Random(5)).raw
    assert compose(draft, Random(5)).raw != compose(draft, Random(6)).raw


def test_a_forgers_clock_shows_in_the_boundary(people: Cast) -> None:
    later = WHEN + timedelta(days=51)
    draft = Draft(
        sender=people.person["vasnier"], to=(people.person["corbelin"],), subject="a", text="b", when=WHEN, clock=later
    )
    boundary = message_from_bytes(compose(draft, Random(1)).raw).get_boundary() or ""
    assert abs(int(boundary[18:26] + boundary[12:18], 16) / 1e6 - later.timestamp()) < 1
