from __future__ import annotations

import pytest

from assay.signatures.keys.sources.interface import Problem, Row
from assay.signatures.keys.sources.table import is_table, read_table


def test_columns_in_any_order_among_others() -> None:
    text = "note\tselector\tdomain\trecord\tprovenance\tseen\r\nx\ts1\texample.org\tk=rsa; p=\tDNS capture\t2016-05\r\n"
    assert is_table(text)
    assert list(read_table(text)) == [Row(2, "example.org", "s1", "k=rsa; p=", "DNS capture", "2016-05")]


def test_short_and_empty_rows_are_problems_and_blank_ones_nothing() -> None:
    text = "domain\tselector\trecord\nexample.org\ts1\n\n# remark\n\ts1\tp=\nexample.org\ts1\tp=\n"
    assert list(read_table(text)) == [
        Problem(2, "domain, selector or record is missing", "example.org", "s1"),
        Problem(5, "domain, selector or record is missing", "", "s1"),
        Row(6, "example.org", "s1", "p="),
    ]


@pytest.mark.parametrize("separator", [",", ";"])
def test_csv_with_quotes(separator: str) -> None:
    text = f'Domain{separator}Selector{separator}Value\nexample.org{separator}s1{separator}"k=rsa; p="\n'
    assert list(read_table(text)) == [Row(2, "example.org", "s1", "k=rsa; p=")]


@pytest.mark.parametrize("text", ["", "\n\n", "domain\tselector\n", "s1._domainkey.example.org  p=\n", "# remark\n"])
def test_other_texts_are_no_table(text: str) -> None:
    assert not is_table(text)
    assert all(isinstance(row, Problem) for row in read_table(text))
