from __future__ import annotations

import pytest

from assay.signatures.keys.sources.interface import Problem, Row
from assay.signatures.keys.sources.pairs import read_pairs


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("s1._domainkey.example.org  v=DKIM1; p=abc ; ", "v=DKIM1; p=abc ;"),
        ("s1._domainkey.example.org.\tv=DKIM1; p=abc", "v=DKIM1; p=abc"),
        ("  S1._domainkey.Example.org \t p=a b\r", "p=a b"),
        ('s1._domainkey.example.org "v=DKIM1; " "p=abc"', "v=DKIM1; p=abc"),
        ('s1._domainkey.example.org ""', ""),
    ],
)
def test_a_name_and_a_record(line: str, record: str) -> None:
    assert list(read_pairs(line)) == [Row(1, "example.org", "s1", record)]


@pytest.mark.parametrize("said", ["NXDOMAIN", "~~Query timed out~~", "~~SERVFAIL~~", "servfail"])
def test_what_the_dns_did_not_have_is_a_problem_with_its_names(said: str) -> None:
    assert list(read_pairs(f"s1._domainkey.example.org {said}")) == [
        Problem(1, f"no record: {said}", "example.org", "s1")
    ]


def test_comments_are_nothing_and_other_names_problems() -> None:
    found = list(read_pairs("# remark\n; remark\n\nexample.org v=spf1 -all\n"))
    assert [type(row) for row in found] == [Problem]
    assert found[0].line == 4
