from __future__ import annotations

import pytest
from msgspec.structs import replace

from assay.corpus.doubles import Double, People, Seen, double

NAME = frozenset({"anna", "corbelin"})


def people(local: str = "anna", name: frozenset[str] = frozenset()) -> People:
    found = People()
    found.add(local, name)
    return found


def seen(domain: str, mails: int = 1, first: float = 0.0, **more: object) -> Seen:
    fields: dict[str, object] = {"answered": False, "vouched": False, "people": people(), **more}
    return Seen(**{"domain": domain, "mails": mails, "first": first, **fields})


def pair(false: str, true: str, **more: object) -> tuple[Seen, Seen]:
    """Both with one mail, both vouched for, the false one later."""
    return seen(false, first=9.0, vouched=True, **more), seen(true, vouched=True, **more)


@pytest.mark.parametrize(
    ("false", "true"),
    [
        ("riv4ge.example", "rivage.example"),
        ("paypa1.com", "paypal.com"),
        ("de1l.com", "dell.com"),
        ("maison-b1eue.fr", "maison-bleue.fr"),
        ("rnaison-bleue.fr", "maison-bleue.fr"),
        ("xn--rivge-6ve.example", "rivage.example"),
    ],
)
def test_letters_tell_the_false_one_of_two_that_one_person_writes_from(false: str, true: str) -> None:
    here, there = pair(false, true)
    found = double(here, there)
    assert found is not None
    assert found.how.endswith("homograph")
    assert (found.chance, found.person) == (False, True)
    assert "letters" in found.why
    assert double(there, here) is None


def test_a_date_alone_is_the_senders_word() -> None:
    here, there = pair("rlvage.example", "rivage.example")
    assert double(here, there) == Double("homograph", chance=True, person=True, why=("date",))
    assert double(replace(here, vouched=False), there).chance is False
    assert double(here, replace(there, mails=2)).chance is False
    assert double(here, replace(there, answered=True)).chance is False
    assert double(replace(here, vouched=False), replace(there, vouched=False, mails=2)).chance is True


def test_one_letter_tells_where_one_person_writes_from_both() -> None:
    here, there = pair("cesaba.example", "casaba.example")
    assert double(replace(here, vouched=False), there) == Double("short letter", False, True, ("date", "vouched"))
    elsewhere = replace(here, vouched=False, people=people("otto"))
    assert double(elsewhere, there) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plone.org", "splone.com"),
        ("gmail.com", "ymail.com"),
        ("linuxfoundation.org", "linux-foundation.org"),
        ("rivage.org", "rivage.example"),
        ("rivagemail.org", "rivage.example"),
        ("clearview.example", "dearview.example"),
        ("modern-times.example", "modem-times.example"),
        ("route-5.example", "route-s.example"),
        ("team5.example", "teams.example"),
        ("stevens.example", "stevans.example"),
        ("fluidity.example", "fiuidity.example"),
        ("northgate.org", "northgase.org"),
        ("companya.fr", "companyb.fr"),
        ("yahoo.com.ar", "yahoo.com"),
    ],
)
def test_two_strangers_alike_by_chance(one: str, other: str) -> None:
    for here, there in (pair(one, other), pair(other, one)):
        for mails in (1, 9):
            stranger = replace(here, people=people("otto", frozenset({"otto", "merrin"})))
            assert double(stranger, replace(there, mails=mails)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("companya.fr", "companyb.fr"),
        ("gmail.com", "ymail.com"),
        ("region12.fr", "region13.fr"),
        ("shop0.fr", "shop10.fr"),
    ],
)
def test_names_that_one_owner_has_side_by_side_never_count(one: str, other: str) -> None:
    for here, there in (pair(one, other), pair(other, one)):
        found = double(replace(here, vouched=False), replace(there, mails=9))
        assert found is None


def test_offices_are_nobodys_and_names_are_somebodys() -> None:
    assert not people("info").shared(people("info"))
    assert not people("jd").shared(people("jd"))
    assert people("a.corbelin", NAME).shared(people("anna", NAME))


@pytest.mark.parametrize("false", ["my-scrt.ch", "mail-scrt.ch", "scrt.ch.host.example"])
def test_what_was_put_to_a_name_tells_the_false_one_whatever_the_dates(false: str) -> None:
    here, there = seen(false, vouched=True), seen("scrt.ch", first=9.0)
    found = double(here, there)
    assert found is not None
    assert (found.chance, found.why) == (False, ("word",))
    assert double(there, here) is None


def test_the_forgers_own_signature_is_no_sign() -> None:
    here, there = pair("rlvage.example", "rivage.example")
    found = double(here, replace(there, vouched=False))
    assert found == double(here, there) == Double("homograph", chance=True, person=True, why=("date",))
    assert double(here, replace(there, answered=True, mails=2, first=10.0)) is not None


def test_the_name_of_the_other_that_was_left_in_the_header() -> None:
    here, there = pair("onelogni.example", "onelogin.example")
    left = replace(here, named=frozenset({"onelogin.example"}))
    assert double(here, there) == Double("swapped letters", chance=True, person=True, why=("date",))
    assert double(left, there) == Double("swapped letters", chance=False, person=True, why=("left", "date"))
    assert double(there, left) is None
    office = replace(left, people=people("info")), replace(there, people=people("info"))
    assert double(*office) == Double("swapped letters", chance=False, person=False, why=("left", "date"))


@pytest.mark.parametrize("false", ["rivage.org", "riv-age.example"])
def test_what_honest_people_have_says_little_of_two_that_are_hardly_known(false: str) -> None:
    found = double(*pair(false, "rivage.example"))
    assert found is not None
    assert found.chance


def test_a_name_that_is_nobodys_counts_with_its_address() -> None:
    word = frozenset({"spoock"})
    assert people("me", word).shared(people("me", word))
    assert not people("me", word).shared(people("contact", word))
    assert not people("info", frozenset({"info"})).shared(people("info", frozenset({"info"})))


def test_who_writes_from_one_within_those_of_the_other() -> None:
    both = people("anna")
    both.add("bruno", NAME)
    assert people("anna").within(both)
    assert not both.within(people("anna"))
    assert not People().within(both)
