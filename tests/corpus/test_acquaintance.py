from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from assay.corpus.acquaintance import FEW, Senders
from assay.model.context import Acquaintance, Standing
from corpus.entries import T0, YEAR, digest, mail

if TYPE_CHECKING:
    from assay.model.entry import Entry

HOME = "anna@rivage.example"


def known(*entries: Entry, custodians: tuple[str, ...] = (), proven: tuple[str, ...] = ()) -> dict[str, Acquaintance]:
    relation = Senders(custodians)
    for entry in entries:
        relation.add(entry, standing=Standing.PROVEN if entry.from_address in proven else Standing.NONE)
    return dict(relation.result())


def home(count: int = 30, **more: object) -> list[Entry]:
    return [mail(f"home {number}", HOME, name="Anna Corbelin", date=T0 + number, **more) for number in range(count)]


LOOKALIKE = mail("l", "anna@rlvage.example", name="Anna Corbelin", date=T0 + 99)


def test_the_robbed_domain_and_one_that_looks_like_it() -> None:
    found = known(*home(), LOOKALIKE, custodians=("rivage.example",))
    one = found[digest("l")]
    assert (one.resembles, one.how, one.custodian, one.chance) == ("rivage.example", "homograph", True, False)
    assert (one.resembled_mails, one.domain_mails, one.mails, one.earlier) == (30, 1, 1, 0)
    assert not found[digest("home 3")].resembles
    assert found[digest("home 3")].earlier == 3


def test_established_by_signatures_or_by_answers() -> None:
    assert known(*home(), LOOKALIKE, proven=(HOME,))[digest("l")].resembles
    answers = [mail(f"a{n}", "bruno@y.example", to_addresses=(HOME,)) for n in range(3)]
    assert known(*home(), *answers, LOOKALIKE)[digest("l")].resembles
    assert known(*home(), LOOKALIKE)[digest("l")].chance
    stranger = replace(LOOKALIKE, from_address="x@rlvage.example", traits=None)
    assert not known(*home(), stranger)[digest("l")].resembles
    assert not known(*home(2), stranger, proven=(HOME,))[digest("l")].resembles


def test_one_authenticated_mail_is_enough_where_the_same_person_writes() -> None:
    one = known(*home(1), LOOKALIKE, proven=(HOME,))[digest("l")]
    assert (one.resembles, one.chance, one.person, one.why) == ("rivage.example", False, True, ("date", "vouched"))
    assert not known(*home(1), LOOKALIKE, proven=(HOME,))[digest("home 0")].resembles


def test_a_lookalike_of_a_great_provider() -> None:
    many = [mail(f"g{number}", f"p{number}@gmail.com", date=T0 + number) for number in range(40)]
    fakes = [mail(f"f{number}", f"p{number}@gmai1.com", date=T0 + 50) for number in range(3)]
    found = known(*many, *fakes, proven=tuple(one.from_address for one in [*many, *fakes]))
    assert all((found[one.sha256].resembles, found[one.sha256].chance) == ("gmail.com", False) for one in fakes)
    assert not any(found[one.sha256].resembles for one in many)


def test_a_series_of_alike_domains_imitates_nobody() -> None:
    series = [mail(f"s{number}", f"anna@shop{number}.example", date=T0 + number) for number in range(30)]
    assert not any(one.resembles for one in known(*series).values())


def test_a_domain_that_is_at_home_isnt_accused() -> None:
    written = mail("w", HOME, to_addresses=("anna@rlvage.example",))
    stranger = replace(LOOKALIKE, from_address="otto@rlvage.example", traits=None)
    assert known(*home(), stranger, proven=(HOME,))[digest("l")].resembles
    assert not known(*home(), written, stranger, proven=(HOME,))[digest("l")].resembles
    many = [replace(stranger, sha256=digest(f"l{number}")) for number in range(FEW + 1)]
    assert not known(*home(), *many, proven=(HOME,))[digest("l1")].resembles
    assert not known(*home(), LOOKALIKE, custodians=("rivage.example", "rlvage.example"))[digest("l")].resembles


def test_a_domain_used_for_long_is_one_by_chance() -> None:
    older = mail("o", "bruno@rlvage.example", date=T0 - 2 * YEAR)
    stranger = replace(LOOKALIKE, from_address="otto@rlvage.example", traits=None)
    assert not known(*home(), stranger, proven=(HOME,))[digest("l")].chance
    assert known(*home(), older, stranger, proven=(HOME,))[digest("l")].chance


@pytest.mark.parametrize("domain", ["mail-rivage.example", "riv-age.example"])
def test_added_words_weigh_for_the_robbed_domain(domain: str) -> None:
    one = mail("l", f"x@{domain}")
    assert not known(*home(), one, custodians=("rivage.example",))[digest("l")].chance
    assert known(*home(), one, proven=(HOME,))[digest("l")].chance


def test_who_has_the_mailboxes_can_make_many_mails_of_one_person_with_any_dates() -> None:
    many = [replace(LOOKALIKE, sha256=digest(f"l{n}"), date=T0 + n * YEAR) for n in range(FEW + 2)]
    answered = mail("w", HOME, to_addresses=("anna@rlvage.example",), date=T0)
    found = known(*home(), *many, answered, proven=(HOME, "anna@rlvage.example"))
    assert all((found[one.sha256].resembles, found[one.sha256].chance) == ("rivage.example", False) for one in many)
    assert all(found[one.sha256].written_to for one in many)
    assert not found[digest("home 3")].resembles
    others = [replace(one, from_address=f"p{n}@rlvage.example", traits=None) for n, one in enumerate(many)]
    assert not known(*home(), *others, proven=(HOME,))[digest("l1")].resembles


@pytest.mark.parametrize("domain", ["my-rivage.example", "rivages.example", "rivage-team.org", "riv-age.example"])
def test_the_same_person_makes_a_likeness_weigh_that_says_little_else(domain: str) -> None:
    one, stranger = mail("l", f"anna@{domain}", date=T0 + 99), mail("s", f"otto@{domain}", date=T0 + 99)
    assert known(*home(), one, proven=(HOME,))[digest("l")].chance is False
    assert known(*home(), stranger, proven=(HOME,))[digest("s")].chance


def test_people_do_have_two_endings() -> None:
    one = mail("l", "anna@rivage.org", name="Anna Corbelin", date=T0 + 99)
    assert known(*home(), one, proven=(HOME, "anna@rivage.org"))[digest("l")].chance
    assert not known(*home(), one, custodians=("rivage.example",))[digest("l")].chance
    assert not known(*home(), one, custodians=("rivage.example", "rivage.org"))[digest("l")].resembles
    assert known(*home(), mail("l", "otto@rivage.org"), custodians=("rivage.example",))[digest("l")].chance


def test_many_domains_below_one_that_a_stranger_owns() -> None:
    fakes = [mail(n, f"x{n}@rivage.example.host{n % 2}.host.example", date=T0 + n) for n in range(FEW + 3)]
    honest = mail("h", "otto@www.host.example")
    found = known(*home(), *fakes, honest, proven=(HOME,))
    assert all((found[one.sha256].how, found[one.sha256].chance) == ("put in front", False) for one in fakes)
    assert not found[digest("h")].resembles


def test_an_office_whose_mail_names_the_true_domain() -> None:
    true = mail("t", "support@zammad.example", date=T0)
    false = mail("f", "support@zarnmad.example", date=T0 + 99, message_id="1@zammad.example")
    found = known(true, false, proven=("support@zarnmad.example",))
    assert (found[digest("f")].resembles, found[digest("f")].chance) == ("zammad.example", False)
    assert not found[digest("t")].resembles
    listed = replace(false, notes={"list": "l.example"})
    assert not known(true, listed)[digest("f")].resembles


def test_a_robbed_domain_without_a_mail_of_its_own() -> None:
    assert known(LOOKALIKE, custodians=("rivage.example",))[digest("l")].resembles == "rivage.example"


def test_a_name_with_another_address() -> None:
    private = mail("p", "anna.c@post.example", name="CORBELIN, Anna")
    found = known(*home(), private)
    assert (found[digest("p")].known_name, found[digest("p")].known_mails) == (HOME, 30)
    assert not found[digest("home 1")].known_name
    second = [mail(f"s{number}", "anna.c@post.example", name="Anna Corbelin") for number in range(9)]
    assert not known(*home(), *second)[digest("s1")].known_name
    colleague = mail("c", "corbelin@rivage.example", name="Anna Corbelin")
    assert not known(*home(), colleague)[digest("c")].known_name
    assert not known(*home(), mail("n", "x@post.example", name="Anna"))[digest("n")].known_name


def test_answers_that_go_elsewhere() -> None:
    names = (("reply-to", "", "x@post.example"),)
    odd = mail("r", HOME, names=names)
    assert known(*home(), odd)[digest("r")].reply_elsewhere == "x@post.example"
    again = mail("r2", HOME, names=names)
    assert not known(*home(), odd, again)[digest("r")].reply_elsewhere
    assert not known(*home(2), odd)[digest("r")].reply_elsewhere
    listed = replace(odd, notes={"list": "l.example"})
    assert not known(*home(), listed)[digest("r")].reply_elsewhere
    to_self = replace(odd, to_addresses=("me@post.example",))
    assert not known(*home(), to_self)[digest("r")].reply_elsewhere


def test_what_has_no_sender_is_left_out() -> None:
    assert known(replace(LOOKALIKE, from_address="")) == {}


def test_it_stays_fast() -> None:
    start = time.perf_counter()
    known(*(mail(number, f"x@firm{number}.example", name=f"Name Number {number}") for number in range(5_000)))
    assert time.perf_counter() - start < 4
