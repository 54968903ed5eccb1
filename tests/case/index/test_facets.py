from __future__ import annotations

import pytest

from assay.case.index.facets import FACETS, MOST_MONTHS, SIZE, Facet, Facets, facet
from assay.case.index.grammar import FIELDS, Term, parse


@pytest.mark.parametrize("field", FACETS)
@pytest.mark.parametrize("value", ["a", "Jean Dupont", "1200.00 EUR", "a(b", "x:y", "-a", "a*", "OR", "2017-04"])
def test_each_value_is_written_as_what_narrows_a_query(field: str, value: str) -> None:
    one = facet(field, {value: 3})
    assert one.operator in FIELDS
    tree = parse(one.narrowed(value))
    assert isinstance(tree, Term)
    assert (tree.field, tree.text, tree.prefix, tree.fuzzy) == (one.operator, value, False, 0)


def test_what_a_query_cant_say_is_left_out() -> None:
    assert facet("folder", {'a"b': 1}).narrowed('a"b') == ""


def test_the_most_frequent_are_kept_and_months_in_their_order() -> None:
    many = facet("sender", {f"s{number}": 99 - number for number in range(SIZE + 1)})
    assert (len(many.counts), many.more) == (SIZE, True)
    months = facet("month", {"2017-02": 9, "2016-12": 5})
    assert (list(months.counts), months.more) == (["2016-12", "2017-02"], False)
    assert MOST_MONTHS > SIZE


def test_one_is_asked_by_its_name() -> None:
    facets = Facets((Facet("verdict", "verdict", {"suspect": 2}),))
    assert facets.of("verdict") == {"suspect": 2}
    assert facets.of("iban") == {}
