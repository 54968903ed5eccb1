from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assay.model.key import Origin
from assay.signatures.keys.fetch import Found, from_dns

TODAY = date(2026, 5, 4)


def test_a_record_of_several_strings_is_a_published_key(nameserver: Any, made: Any) -> None:
    half = len(made.record) // 2
    nameserver.records["s1._domainkey.example.org"] = [f'"{made.record[:half]}" "{made.record[half:]}"']
    answer = from_dns("Example.org", "s1", nameserver.resolver, TODAY)
    (key,) = answer.keys
    assert (answer.found, int.from_bytes(key.public, "big")) == (Found.KEY, made.modulus)
    assert (key.provenance.origin, key.provenance.seen) == (Origin.PUBLISHED, "2026-05-04")
    assert key.provenance.source == "DNS, by 127.0.0.1"
    assert nameserver.asked == ["s1._domainkey.example.org"]


def test_a_key_among_other_records_is_found(nameserver: Any, made: Any) -> None:
    nameserver.records["s1._domainkey.example.org"] = ['"v=spf1 -all"', f'"{made.record[:200]}" "{made.record[200:]}"']
    answer = from_dns("example.org", "s1", nameserver.resolver, TODAY)
    assert (answer.found, len(answer.keys)) == (Found.KEY, 1)
    assert answer.reason == "the record's version is 'spf1 -all', not DKIM1"


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("absent", Found.NO_RECORD),
        ("empty", Found.NO_RECORD),
        ("other", Found.UNUSABLE),
        ("failing", Found.NO_ANSWER),
        ("silent", Found.NO_ANSWER),
        ("a\0b", Found.NOT_ASKED),
    ],
)
def test_no_key_is_an_answer_too(nameserver: Any, selector: str, found: Found) -> None:
    nameserver.records["empty._domainkey.example.org"] = []
    nameserver.records["other._domainkey.example.org"] = ['"hello"']
    nameserver.failing.add("failing._domainkey.example.org")
    answer = from_dns("example.org", selector, nameserver.resolver, TODAY)
    assert (answer.found, answer.keys) == (found, ())
    assert answer.reason
    assert (found is Found.NOT_ASKED) == (nameserver.asked == [])


def test_a_revoked_key_is_found(nameserver: Any) -> None:
    nameserver.records["s1._domainkey.example.org"] = ['"v=DKIM1; p="']
    (key,) = from_dns("example.org", "s1", nameserver.resolver, TODAY).keys
    assert key.bits == 0
