from __future__ import annotations

import msgspec
import pytest
from hostile_entries import checked, findings, measured, texts, values
from hypothesis import given

from assay.case.safe_text import escape, from_json, to_json, unescape
from assay.model.finding import Finding
from assay.model.signature import Checked, Measured


@given(texts)
def test_every_string_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text
    escape(text).encode()


@given(texts, texts)
def test_different_strings_have_different_escaped_forms(one: str, other: str) -> None:
    assert (escape(one) == escape(other)) == (one == other)


def test_clean_strings_stay_as_they_are() -> None:
    assert escape("naïve \U0001f600 \0") == "naïve \U0001f600 \0"
    assert escape("\udcff\x1a") == "\x1adcff\x1a\x1a"


@given(values)
def test_json_comes_back(value: object) -> None:
    assert from_json(to_json(value)) == value
    assert from_json(to_json(value).decode()) == value


@given(findings)
def test_findings_come_back(finding: Finding) -> None:
    assert from_json(to_json(finding), Finding) == finding


@given(measured)
def test_measured_signatures_come_back(signature: Measured) -> None:
    assert from_json(to_json(signature), Measured) == signature


@given(checked)
def test_checked_signatures_come_back(signature: Checked) -> None:
    assert from_json(to_json(signature), Checked) == signature


def test_what_is_not_json_is_said() -> None:
    for data in (b"{", b'"\\u001a" x', b'{"code": 1}'):
        with pytest.raises(msgspec.DecodeError):
            from_json(data, Finding)
