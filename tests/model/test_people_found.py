from __future__ import annotations

import msgspec
import pytest

from assay.model.people_found import Person, Signature


@pytest.mark.parametrize(
    "value",
    [
        Signature(name="Jean Dupont", phones=("+33612345678",), address=("1 rue Nord",)),
        Person(name="Jean Dupont", address="j@example.org"),
    ],
)
def test_it_travels_as_json(value: Signature | Person) -> None:
    assert msgspec.json.decode(msgspec.json.encode(value), type=type(value)) == value
