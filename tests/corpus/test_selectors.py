from __future__ import annotations

import pytest

from assay.corpus.selectors import Selectors
from assay.model.context import OddSelector, Standing
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Span
from assay.model.signature import Alignment, Instance, Measured, Scheme

HEADER = Instance("DKIM-Signature", 0, Span(0, 1))
DAY = 86_400.0


def mail(number: int, selector: str, alignment: Alignment = Alignment.STRICT, sender: str = "") -> Entry:
    one = Measured(scheme=Scheme.DKIM, header=HEADER, domain="a.example", selector=selector, alignment=alignment)
    return Entry(
        kind=Kind.MESSAGE,
        place=Place("s", "p"),
        sha256=f"{number}",
        date=1e9 + number * DAY,
        signatures=(one,),
        from_address=sender or f"p{number}@a.example",
    )


def learned(*mails: Entry) -> dict[str, object]:
    relation = Selectors()
    for one in mails:
        relation.add(one, standing=Standing.NONE)
    return dict(relation.result())


USUAL = [mail(number, "s1") for number in range(0, 120, 2)]


def test_a_selector_of_one_mail_amid_many_of_another() -> None:
    assert learned(*USUAL, mail(31, "Default")) == {"31": OddSelector("a.example", "default", ("s1",), 60)}


@pytest.mark.parametrize(
    "mails",
    [
        [*USUAL, mail(999, "s2")],
        [*USUAL, mail(31, "s2"), mail(33, "s2")],
        [*USUAL, mail(31, "s2", Alignment.NONE)],
        [*USUAL[:20], mail(31, "s2")],
        [*USUAL, *(mail(number, f"x{number // 2 % 4}") for number in range(1, 80, 2)), mail(31, "s2")],
    ],
    ids=["after the others", "two mails", "another domain's", "few mails", "many selectors"],
)
def test_what_is_usual(mails: list[Entry]) -> None:
    assert learned(*mails) == {}


def test_a_selector_of_one_mail_amid_those_of_its_sender() -> None:
    usual = [mail(number, "s1", sender="Ann@a.example") for number in range(0, 20, 2)]
    found = learned(*usual, mail(7, "s2", sender="ann@a.example"))
    assert found == {"7": OddSelector("a.example", "s2", ("s1",), 10, "ann@a.example")}
    assert learned(*usual[:5], mail(7, "s2", sender="ann@a.example")) == {}
