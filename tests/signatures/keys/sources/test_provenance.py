from __future__ import annotations

import pytest

from assay.model.key import Origin, Provenance
from assay.signatures.keys.sources.provenance import row_provenance


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("published (hunter DNS capture)", Origin.PUBLISHED),
        ("dig @ns1, 2016-10-07", Origin.PUBLISHED),
        ("DNS zone backup of the registrar", Origin.PUBLISHED),
        ("recovered from 14 mails", Origin.SUPPLIED),
        ("recovered from 14 mails, same as published", Origin.SUPPLIED),
        ("gcd over published mails", Origin.SUPPLIED),
        ("not published", Origin.SUPPLIED),
        ("never published", Origin.SUPPLIED),
        ("from a colleague", Origin.SUPPLIED),
    ],
)
def test_the_words_of_a_row_decide(text: str, origin: Origin) -> None:
    assert row_provenance(text, "2016", "keys.tsv") == Provenance(origin, f"{text}, listed in file keys.tsv", "2016")


def test_a_row_that_says_nothing_is_supplied_by_its_file() -> None:
    assert row_provenance("  ", "", "keys.tsv") == Provenance(Origin.SUPPLIED, "file keys.tsv")


def test_long_texts_are_cut() -> None:
    assert len(row_provenance("x" * 10_000, "", "keys.tsv").source) < 600
