from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import recovered
from tests.examiners.conftest import subject as signed_subject
from tests.signatures.conftest import MAIL, Signer, private_key

from assay.examiners.keyuse import KeyUses
from assay.model.context import Context, KeyUse, OddSelector
from examiners.clock_subjects import told

if TYPE_CHECKING:
    from assay.examiners.interface import Subject

DAY = 86_400.0
SIGNER = Signer()
RAW = SIGNER.sign(MAIL)


def holding(*, recover: bool = True, **use: object) -> Subject:
    key = recovered(SIGNER.public) if recover else SIGNER.public
    one = signed_subject(RAW, key)
    date = one.entry.date or 0.0
    fields = {name: date + value if name.endswith(("first", "last")) else value for name, value in use.items()}
    known = KeyUse(**{"fingerprint": key.fingerprint, "mails": 1, "senders": 1, **fields})
    return replace(one, context=Context(keys=(known,)))


def examine(one: Subject) -> dict[str, str]:
    return told(list(KeyUses().examine(one)))


def test_the_use_of_a_key_is_told_and_accuses_nobody() -> None:
    found = examine(holding(mails=40, senders=9, domains=1, first=-90 * DAY, last=90 * DAY, other_suspects=0.0))
    assert found == {"key-use": "neutral, none"}


def test_a_key_used_once_says_nothing() -> None:
    assert examine(holding()) == {}


CLUSTER = {"mails": 4, "senders": 1, "first": -5 * DAY, "last": 5 * DAY, "rival_mails": 30}


def test_a_small_key_inside_a_large_one() -> None:
    assert examine(holding(**CLUSTER, rival_first=-90 * DAY, rival_last=90 * DAY))["key-inside-other"] == (
        "against, moderate"
    )


@pytest.mark.parametrize(
    ("recover", "more"),
    [
        (True, {"rival_first": 30 * DAY, "rival_last": 90 * DAY}),
        (True, {"rival_first": -90 * DAY, "rival_last": 2 * DAY}),
        (True, {"rival_first": -90 * DAY, "rival_last": 90 * DAY, "mails": 12}),
        (True, {"rival_first": -90 * DAY, "rival_last": 90 * DAY, "mails": 9, "senders": 5}),
        (False, {"rival_first": -90 * DAY, "rival_last": 90 * DAY}),
    ],
    ids=["the key was changed", "they overlap", "not much smaller", "many senders", "it was published"],
)
def test_a_change_of_keys_is_innocent(recover: bool, more: dict[str, object]) -> None:
    assert "key-inside-other" not in examine(holding(recover=recover, **{**CLUSTER, **more}))


@pytest.mark.parametrize(("mails", "share", "said"), [(5, 1.0, "moderate"), (2, 1.0, "weak"), (5, 0.5, "")])
def test_a_key_of_suspects(mails: int, share: float, said: str) -> None:
    found = examine(holding(mails=mails, other_suspects=share)).get("key-of-suspects", "")
    assert found == (f"against, {said}" if said else "")
    assert "key-of-suspects" not in examine(holding(recover=False, mails=mails, other_suspects=share))


def test_a_key_of_many_organisations_is_mostly_a_provider_s() -> None:
    assert examine(holding(mails=9, senders=4, domains=3))["key-of-many-domains"] == "neutral, none"


def test_a_mail_far_outside_of_its_key_s_time() -> None:
    assert examine(holding(mails=20, first=300 * DAY, last=400 * DAY))["key-outside-lifetime"] == "against, weak"
    assert "key-outside-lifetime" not in examine(holding(mails=20, first=100 * DAY, last=400 * DAY))
    assert "key-outside-lifetime" not in examine(holding(mails=4, first=300 * DAY, last=400 * DAY))


@pytest.mark.parametrize(
    ("selector", "said"),
    [("20300101", True), ("s20300101", True), ("20170401", False), ("20170431", False), ("s1024", False)],
)
def test_a_key_that_is_named_for_a_later_day(selector: str, said: bool) -> None:
    one = holding()
    checked = tuple(replace(c, measured=replace(c.measured, selector=selector)) for c in one.checked)
    assert ("key-younger-than-mail" in examine(replace(one, checked=checked))) is said


def test_a_key_in_testing() -> None:
    one = signed_subject(RAW, replace(SIGNER.public, flags=("y",)))
    assert examine(one) == {"key-in-testing": "neutral, none"}


@pytest.mark.parametrize(("begin", "end", "said"), [(100, 50, True), (100, 100, True), (100, 101, False)])
def test_a_signature_that_ends_before_it_begins(begin: int, end: int, said: bool) -> None:
    one = holding()
    checked = tuple(replace(c, measured=replace(c.measured, signed_at=begin, expires=end)) for c in one.checked)
    assert ("signature-ends-before-start" in examine(replace(one, checked=checked))) is said


def test_rebuilt_mail_says_nothing() -> None:
    one = holding(mails=5, other_suspects=1.0)
    assert examine(replace(one, entry=replace(one.entry, reconstructed=True))) == {}


STRANGER = Signer(private_key.__wrapped__())


def unlike(**use: object) -> Subject:
    """A mail that another key signed under the name of a known one."""
    one = signed_subject(STRANGER.sign(MAIL), SIGNER.public)
    date = one.entry.date or 0.0
    fields = {name: date + value if name in {"first", "last"} else value for name, value in use.items()}
    return replace(
        one, context=Context(keys=(KeyUse(**{"fingerprint": SIGNER.public.fingerprint, "senders": 3, **fields}),))
    )


def test_a_signature_by_another_key_amid_those_of_the_known_one() -> None:
    assert examine(unlike(mails=40, first=-9 * DAY, last=9 * DAY)) == {"key-not-used": "against, moderately strong"}


@pytest.mark.parametrize(
    "use",
    [{"mails": 40, "first": 2 * DAY, "last": 9 * DAY}, {"mails": 5, "first": -9 * DAY, "last": 9 * DAY}, {"mails": 40}],
    ids=["the key came later", "few mails", "no time"],
)
def test_another_key_before_or_after_the_known_one_is_a_change_of_keys(use: dict[str, object]) -> None:
    assert examine(unlike(**use)) == {}


def test_a_selector_that_no_other_mail_of_the_domain_has() -> None:
    one = signed_subject(RAW)
    odd = OddSelector("signer.example", "s1", ("mail",), 80)
    assert examine(replace(one, context=Context(selectors=odd))) == {"selector-of-its-own": "against, moderate"}
    other = OddSelector("signer.example", "s2", ("mail",), 80)
    assert examine(replace(one, context=Context(selectors=other))) == {}
