from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from assay.corpus.carriage import MOST, Carriages, covered
from assay.model.context import Carriage, Standing
from corpus.entries import DAY, SIGNED, T0, YEAR, digest, document, file, mail

if TYPE_CHECKING:
    from assay.model.entry import Entry

PLAN = file("plan", created=T0 - YEAR, modified=T0 - DAY)
ANNA, BRUNO = "anna@x.example", "bruno@y.example"


def known(*entries: Entry, proven: tuple[int, ...] = ()) -> dict[str, tuple[Carriage, ...]]:
    relation = Carriages()
    for number, entry in enumerate(entries):
        relation.add(entry, standing=Standing.PROVEN if number in proven else Standing.NONE)
    return dict(relation.result())


def test_a_loose_document_and_the_signed_mail_that_carries_it() -> None:
    found = known(document(PLAN), mail("m", ANNA, PLAN), proven=(1,))
    (one,) = found[PLAN.sha256]
    assert (one.proven, one.first_proven, one.senders) == ((digest("m"),), T0, 1)
    assert digest("m") not in found or not found[digest("m")][0].proven


def test_a_mail_isnt_evidence_for_itself_nor_its_copies() -> None:
    copy = replace(mail("copy", ANNA, PLAN), message_id="m@x")
    found = known(mail("m", ANNA, PLAN), copy, proven=(0,))
    assert found == {}


def test_what_lies_beyond_the_signed_length_isnt_vouched_for() -> None:
    short = replace(SIGNED, body_signed=50)
    odd = replace(SIGNED, doubt="a second Content-Type")
    for signatures in ((short,), (odd,), (SIGNED, short), ()):
        carrier = replace(mail("m", ANNA, PLAN), signatures=signatures)
        assert not covered(carrier)
        (one,) = known(document(PLAN), carrier, proven=(1,))[PLAN.sha256]
        assert one.others
        assert not one.proven


def test_senders_whose_clock_is_wrong() -> None:
    late = file("late", modified=T0 + 9 * DAY)
    other = file("later", modified=T0 + 9 * DAY)
    found = known(mail("m", ANNA, late), mail("n", ANNA, other), mail("o", BRUNO, other), proven=(0,))
    assert found[digest("n")][0].late == 1
    assert found[digest("o")][0].late == 0


def test_facts_that_stand_alone() -> None:
    files = [file(number, facts={"modified_by": "Anna", "application": f"Word {number}"}) for number in range(6)]
    odd = file("odd", facts={"modified_by": "user1", "application": "Word 99"})
    found = known(*(mail(number, ANNA, one) for number, one in enumerate(files)), mail("odd", ANNA, odd))
    assert {item: one[0].lone for item, one in found.items()} == {digest("odd"): {"modified_by": "user1"}}
    twice = [*(mail(number, ANNA, one) for number, one in enumerate(files)), mail("odd", ANNA, odd)]
    assert known(*twice, mail("again", BRUNO, file("again", facts={"modified_by": "user1"}))) == {}
    assert known(mail(1, ANNA, files[0]), mail("odd", ANNA, odd)) == {}


def test_a_language_that_stands_alone_among_all() -> None:
    sheets = [document(file(number, facts={"interface": "Feuilles"})) for number in range(31)]
    odd = file("odd", facts={"interface": "Листы", "author": "Anna"})
    found = known(*sheets, document(odd))
    assert {item: one[0].lone for item, one in found.items()} == {odd.sha256: {"interface": "Листы"}}


def test_a_burst_reaches_the_documents() -> None:
    people = [mail(number, f"p{number}@x.example", name="Anna Corbelin") for number in range(20)]
    facts = {"modified_by": "Имя", "author": "Anna Corbelin"}
    sheets = [
        file(f"s{number}", facts=facts, created=T0 - number * YEAR, modified=T0 + 60 * DAY + number)
        for number in range(6)
    ]
    found = known(*people, *map(document, sheets))
    assert len(found) == 6
    burst = found[sheets[0].sha256][0].burst
    assert burst is not None
    assert (burst.documents, burst.carriers) == (6, 6)
    sent = known(*people, mail("all", ANNA, *sheets))
    assert sent[digest("all")][0].burst.carriers == 1


@pytest.mark.parametrize(
    ("carrier", "standing", "said"),
    [
        (mail("m", ANNA, file("zip", "zip")), Standing.NONE, (1, True, False)),
        (mail("m", ANNA, file("zip", "zip")), Standing.PROVEN, (1, True, True)),
        (document(file("zip", "zip")), Standing.NONE, (6, False, False)),
    ],
)
def test_documents_inside_of_a_file(carrier: Entry, standing: Standing, said: tuple[int, bool, bool]) -> None:
    facts = {"modified_by": "Имя", "author": "Anna Corbelin"}
    sheets = [
        file(f"s{number}", facts=facts, created=T0 - number * YEAR, modified=T0 + 60 * DAY + number)
        for number in range(6)
    ]
    outer = carrier.traits.files[0].sha256
    relation = Carriages({sheet.sha256: (outer,) for sheet in sheets} | {outer: (outer,)})
    for number in range(20):
        relation.add(mail(number, f"p{number}@x.example", name="Anna Corbelin"), standing=Standing.NONE)
    relation.add(carrier, standing=standing)
    for sheet in sheets:
        relation.add(document(sheet), standing=Standing.NONE)
    found = relation.result()
    (inner,), (whole,) = found[sheets[0].sha256], found[carrier.sha256]
    assert inner.burst is not None
    assert whole.burst == inner.burst
    assert (inner.burst.carriers, inner.burst.sent, inner.burst.proven) == said


def test_a_logo_of_thousands_costs_little() -> None:
    logo = file("logo", "png")
    start = time.perf_counter()
    found = known(*(mail(number, f"p{number}@x.example", logo) for number in range(5_000)))
    assert time.perf_counter() - start < 4
    assert len(found) == 5_000
    assert all(len(one[0].others) == MOST and one[0].senders == 5_000 for one in found.values())
