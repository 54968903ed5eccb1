from __future__ import annotations

from msgspec.structs import replace

from assay.corpus.doubles import Double, People
from assay.corpus.imitations import FEW, TIMES, Domain, Imitations
from corpus.entries import T0, YEAR

KNOWN = "northgate.example"


def domain(mails: int, *local: str, **more: object) -> Domain:
    people = People()
    for one in local:
        people.add(one, frozenset())
    return Domain(**{"mails": mails, "people": people, "first": T0, "last": T0, **more})


def found(custodians: tuple[str, ...] = (), **domains: Domain) -> dict[str, Double]:
    names = {name.replace("_", ".").replace("0", "-"): known for name, known in domains.items()}
    known = {KNOWN: domain(40, "anna", "bruno"), **names}
    result = Imitations(known, {name: name for name in known}, {KNOWN, *custodians}, {*custodians}).result()
    assert all(other in {KNOWN, *custodians} for other, _ in result.values())
    return {name: how for name, (_, how) in result.items()}


def test_the_well_known_one_isnt_the_lookalike() -> None:
    assert found(nortghate_example=domain(1, "otto")) == {
        "nortghate.example": Double("swapped letters", chance=False, person=False, why=())
    }
    assert found(southgate_example=domain(1, "anna")) == {}


def test_a_neighbour_writes_more() -> None:
    assert found(nortghate_example=domain(FEW + 1, "otto")) == {}
    assert found(nortghate_example=domain(FEW + 1, "anna", "otto")) == {}
    assert found(nortghate_example=domain(FEW + 1, "anna", "bruno"))["nortghate.example"].person
    assert found(nortghate_example=domain(40 // TIMES + 1, "anna", "bruno")) == {}


def test_who_is_written_to_or_long_known_is_excused_unless_one_person_writes_from_both() -> None:
    answered = {"written_to_by": {KNOWN}}
    assert found(nortghate_example=domain(1, "otto", **answered)) == {}
    assert not found(nortghate_example=domain(1, "anna", **answered))["nortghate.example"].chance
    old = {"first": T0 - 2 * YEAR}
    assert found(nortghate_example=domain(2, "otto", **old))["nortghate.example"].chance
    assert not found(nortghate_example=domain(2, "anna", **old))["nortghate.example"].chance
    assert not found(north0gate_example=domain(2, "anna"))["north-gate.example"].chance
    assert found(north0gate_example=domain(2, "anna", **old))["north-gate.example"].chance
    assert found(north0gate_example=domain(2, "anna", **answered)) == {}


def test_relatives_are_found_by_the_person_where_their_names_share_no_key() -> None:
    assert not found(northgtxe_example=domain(1, "anna"))["northgtxe.example"].chance
    assert found(northgtxe_example=domain(1, "otto")) == {}
    assert not found(custodians=(KNOWN,), northgate0paris_example=domain(1, "anna"))["northgate-paris.example"].chance
    assert found(northgate0paris_example=domain(1, "anna"))["northgate-paris.example"].chance


def test_the_robbed_domain_may_have_no_mail_of_its_own() -> None:
    one = found(custodians=("rivage.example",), mail0rivage_example=domain(1, "otto"))
    assert one == {"mail-rivage.example": Double("added word", chance=False, person=False, why=())}
    assert found(custodians=(KNOWN, "nortghate.example"), nortghate_example=domain(1, "anna")) == {}


def test_what_a_domain_is_seen_as_beside_another() -> None:
    one = domain(1, written_to_by={"a.example"}, answered_by={"a.example"})
    assert (one.seen("x", "a.example").answered, one.seen("x", "a.example").vouched) == (False, False)
    assert (one.seen("x", "b.example").answered, one.seen("x", "b.example").vouched) == (True, True)
    assert not one.long_known
    assert replace(one, first=T0 - 2 * YEAR).long_known
