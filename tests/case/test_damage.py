from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.case import Case, views
from assay.case.damage import decoding, known_verdict
from assay.case.rows import verdict_rows
from assay.model.errors import CaseDamaged
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import small_case


@pytest.mark.parametrize("error", [ValueError("x\x1b[2J"), KeyError("x"), TypeError("x"), msgspec.ValidationError("x")])
def test_what_cant_be_decoded_is_damage_and_safe_to_print(error: Exception) -> None:
    with pytest.raises(CaseDamaged, match="custody verify") as caught, decoding():
        raise error
    assert "\x1b" not in str(caught.value)


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), decoding():
        raise ZeroDivisionError


def test_only_the_five_verdicts_are_known() -> None:
    assert [known_verdict(text) for text in ("", *Verdict)] == ["", *Verdict]
    with pytest.raises(CaseDamaged, match="no verdict"):
        known_verdict("guilty")


READERS: dict[str, Callable[[Case], object]] = {
    "counts": lambda case: views.verdict_counts(case.evidence),
    "page": lambda case: views.page(case.evidence),
    "rows": lambda case: list(verdict_rows(case.evidence)),
    "judged": lambda case: list(case.evidence.judged()),
}


def tampered(case: Path, column: str, value: str) -> Path:
    path = next((case / "evidence" / "verdicts" / "1").glob("*.parquet"))
    table = pq.read_table(path)
    values = [value, *table[column].to_pylist()[1:]]
    pq.write_table(table.set_column(table.schema.get_field_index(column), column, pa.array(values)), path)
    return case


@pytest.mark.parametrize("reader", READERS)
def test_an_unknown_verdict_is_damage_whoever_reads_it(breakable: small_case.Made, reader: str) -> None:
    with Case.open(tampered(breakable.path, "verdict", "guilty")) as case, pytest.raises(CaseDamaged, match="guilty"):
        READERS[reader](case)


@pytest.mark.parametrize("reader", ["rows", "judged"])
@pytest.mark.parametrize("value", ["[{}]", "not JSON", '[{"code": 1}]'])
def test_findings_that_are_none_are_damage(breakable: small_case.Made, reader: str, value: str) -> None:
    with (
        Case.open(tampered(breakable.path, "findings", value)) as case,
        pytest.raises(CaseDamaged, match="doesn't write"),
    ):
        READERS[reader](case)


@pytest.mark.parametrize("reader", READERS)
def test_columns_of_another_version_are_damage_that_says_so(breakable: small_case.Made, reader: str) -> None:
    path = next((breakable.path / "evidence" / "verdicts" / "1").glob("*.parquet"))
    pq.write_table(pq.read_table(path).drop_columns(["in_part", "checked"]), path)
    with Case.open(breakable.path) as case, pytest.raises(CaseDamaged, match=r"another version|'in_part'"):
        READERS[reader](case)


def test_a_kind_that_is_none_is_damage(breakable: small_case.Made) -> None:
    path = next((breakable.path / "evidence" / "take-in").glob("*.parquet"))
    table = pq.read_table(path)
    pq.write_table(table.set_column(0, "kind", pa.array(["bill"] * table.num_rows)), path)
    with Case.open(breakable.path) as case:
        for where in (None, "true"):
            with pytest.raises(CaseDamaged, match="bill"):
                list(case.evidence.entries(where=where))
