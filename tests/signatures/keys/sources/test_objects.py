from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.signatures.keys.sources.interface import Problem, Row
from assay.signatures.keys.sources.objects import is_objects, read_objects


def rows(value: Any) -> list[Row | Problem]:
    text = json.dumps(value)
    assert is_objects(text)
    return list(read_objects(text))


@pytest.mark.parametrize("field", ["record", "value", "txt", "dkim"])
def test_a_list_of_objects(field: str) -> None:
    objects = [{"domain": "example.org", "selector": "s1", field: "p=", "other": 1, "source": "dig"}]
    assert rows(objects) == [Row(1, "example.org", "s1", "p=", "dig")]
    assert rows({"data": {"keys": objects}}) == [Row(1, "example.org", "s1", "p=", "dig")]


def test_what_an_archive_exports() -> None:
    value = {
        "domain": "example.org",
        "selector": "s1",
        "firstSeenAt": "2017-01-02T03:04:05.000Z",
        "lastSeenAt": "2019-06-07T00:00:00.000Z",
        "value": "p=",
    }
    assert rows([value]) == [Row(1, "example.org", "s1", "p=", "", "2017-01-02/2019-06-07")]
    assert rows([{**value, "lastSeenAt": None}]) == [Row(1, "example.org", "s1", "p=", "", "2017-01-02")]


def test_a_map_of_names_to_records() -> None:
    assert rows(
        {
            "s1._domainkey.example.org": "p=1",
            "s2._domainkey.example.org.": ["p=2", "p=3"],
            "s3._domainkey.example.org": {"record": "p=4", "seen": "2018"},
        }
    ) == [
        Row(1, "example.org", "s1", "p=1"),
        Row(2, "example.org", "s2", "p=2"),
        Row(3, "example.org", "s2", "p=3"),
        Row(4, "example.org", "s3", "p=4", "", "2018"),
    ]


def test_one_object_a_line_with_a_broken_one() -> None:
    line = json.dumps({"domain": "example.org", "selector": "s1", "record": "p="})
    found = list(read_objects(f"{line}\n{{broken\n\n{line}\n"))
    assert [(type(row), row.line) for row in found] == [(Row, 1), (Problem, 2), (Row, 4)]


def test_objects_without_a_record_and_other_values_are_problems() -> None:
    found = rows([{"domain": "example.org", "selector": "s1"}, 7, {"s1._domainkey.example.org": 7}])
    assert [row.reason for row in found if isinstance(row, Problem)] == [
        "the object has no record",
        "'7' isn't an object with a key",
        "the object has no record",
    ]


def test_deep_nesting_is_bounded() -> None:
    assert [type(row) for row in read_objects("[" * 20 + "]" * 20)] == [Problem]
    assert all(isinstance(row, Problem) for row in read_objects("[" * 100_000))


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_is_read(value: Any) -> None:
    list(read_objects(json.dumps(value)))
