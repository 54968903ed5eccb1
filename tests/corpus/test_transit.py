from __future__ import annotations

from typing import TYPE_CHECKING

from tests.signatures.conftest import MAIL, Signer, private_key

from assay.corpus.transit import Ways, way_of
from assay.engine.mail import message_entry
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Span, Stored
from assay.model.signature import Alignment, Instance, Measured, Repair, Scheme
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path

HEADER = Instance("DKIM-Signature", 0, Span(0, 1))


def mail(holds: bool | None, way: str = "", *repairs: Repair, reconstructed: bool = False) -> Entry:
    one = Measured(
        scheme=Scheme.DKIM,
        header=HEADER,
        body_hash_holds=holds,
        body_repairs=repairs,
        alignment=Alignment.STRICT,
    )
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


def test_a_lists_own_signature_says_nothing_of_its_way() -> None:
    author = Measured(scheme=Scheme.DKIM, header=HEADER, body_hash_holds=False, alignment=Alignment.STRICT)
    own = Measured(scheme=Scheme.DKIM, header=HEADER, body_hash_holds=True, alignment=Alignment.NONE)
    ways = Ways()
    for signatures in ((own, author), (own,)):
        ways.add(Entry(kind=Kind.MESSAGE, place=Place("s", "p"), signatures=signatures, notes={"list": "talk.example"}))
    found = ways.result()["talk.example"]
    assert (found.intact, found.broken) == (0, 1)


def test_few_say_little() -> None:
    ways = Ways()
    ways.add(mail(holds=False))
    assert not ways.result()[""].known


def test_headers_are_counted_by_the_keys_that_are_known(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.jsonl")
    signer = Signer()
    store.add([signer.public])
    stranger = Signer(private_key.__wrapped__())
    ways = Ways(store)
    for raw in (signer.sign(), signer.sign().replace(b"Budget", b"Other"), stranger.sign(), MAIL):
        ways.add(message_entry(Place("t", "m"), Stored(False, "x", 0, len(raw)), raw, {}, reconstructed=False))
    way = ways.result()[""]
    assert (way.heads_intact, way.heads_broken) == (1, 1)
    assert not way.heads_known
