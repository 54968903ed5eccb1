from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine.test_reduce import row
from tests.signatures.conftest import MAIL, Signer

from assay.case import Case
from assay.engine.items import distinct, samples
from assay.engine.unit import TAKE_IN
from assay.model.entry import Entry, Kind
from assay.model.place import Place

if TYPE_CHECKING:
    from pathlib import Path


def test_each_item_once_and_nothing_else() -> None:
    one = Entry(kind=Kind.MESSAGE, place=Place("s", "p"), sha256="a")
    box = Entry(kind=Kind.CONTAINER, place=Place("s", "q"), sha256="b")
    assert list(distinct([one, box, one])) == [one]


def test_of_each_signature_of_an_item_there_is_one_sample(tmp_path: Path) -> None:
    signed = row(tmp_path, "signed.eml", Signer().sign())
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write(TAKE_IN, "a", [signed, row(tmp_path, "plain.eml", MAIL)])
        case.evidence.write(TAKE_IN, "b", [signed])
        found = samples(case)
    assert [(sample.domain, sample.item) for sample in found] == [("signer.example", signed.sha256)]
