from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assay.demo.compose import Draft, compose
from assay.demo.copies import copies_of, expected_of, paris

if TYPE_CHECKING:
    from assay.demo.transport import Post


def test_sender_and_receivers_keep_copies(post: Post) -> None:
    person = post.cast.person
    to = (person["corbelin"], person["sorel"])
    draft = Draft(
        sender=person["vasnier"],
        to=to,
        cc=(person["ashwell"],),
        subject="a",
        text="b",
        when=datetime(2017, 1, 1, tzinfo=UTC),
    )
    copies = copies_of(post, compose(draft, post.random), "name")
    assert [copy.owner for copy in copies] == ["vasnier", "corbelin", "ashwell"]
    assert b"DKIM-Signature" not in copies[0].raw
    assert b"DKIM-Signature" in copies[1].raw


def test_what_may_be_expected(post: Post) -> None:
    person = post.cast.person
    assert expected_of(post, person["vasnier"]) == ("authenticated",)
    for weak in ("ozanne", "kessler", "merrin"):
        assert "authenticated" not in expected_of(post, person[weak])


def test_french_time() -> None:
    assert paris(datetime(2016, 10, 29, 12, tzinfo=UTC)).hour == 14
    assert paris(datetime(2017, 1, 1, 12, tzinfo=UTC)).hour == 13
    assert paris(datetime(2017, 4, 1, 12, tzinfo=UTC)).hour == 14
