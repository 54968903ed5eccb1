from __future__ import annotations

from assay.corpus.transit import Ways, way_of
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Span
from assay.model.signature import Instance, Measured, Repair, Scheme

HEADER = Instance("DKIM-Signature", 0, Span(0, 1))


def mail(holds: bool | None, way: str = "", *repairs: Repair, reconstructed: bool = False) -> Entry:
    one = Measured(scheme=Scheme.DKIM, header=HEADER, body_hash_holds=holds, body_repairs=repairs)
    notes = {"list": way} if way else {}
    return Entry(kind=Kind.MESSAGE, place=Place("s", "p"), signatures=(one,), notes=notes, reconstructed=reconstructed)


def test_a_list_that_breaks_everything_is_known_as_such() -> None:
    ways = Ways()
    for _ in range(20):
        ways.add(mail(holds=False, way="talk.example"))
        ways.add(mail(holds=True))
    found = ways.result()
    assert found["talk.example"].known
    assert found["talk.example"].survival < 0.1
    assert found[""].survival > 0.9
    assert way_of(mail(holds=True, way="x")) == "x"


def test_explained_breakage_and_rebuilt_mail_dont_count() -> None:
    ways = Ways()
    ways.add(mail(False, "", Repair("list-footer", "", (), "body")))
    ways.add(mail(False, reconstructed=True))
    ways.add(mail(None))
    assert ways.result() == {}


def test_few_say_little() -> None:
    ways = Ways()
    ways.add(mail(holds=False))
    assert not ways.result()[""].known
