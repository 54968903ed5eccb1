"""Verdicts as columns of Parquet, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from assay.case.columns import json_column, strings
from assay.case.damage import decoding
from assay.case.safe_text import from_json, unescape
from assay.model.finding import Finding
from assay.model.signature import Checked
from assay.model.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = pa.schema(
    [
        ("item", pa.string()),
        ("verdict", pa.string()),
        ("in_part", pa.bool_()),
        ("score", pa.float64()),
        ("explanation", pa.string()),
        ("findings", pa.string()),
        ("checked", pa.string()),
    ]
)


class Judged(msgspec.Struct, frozen=True):
    """An item with what the judge says of it.

    Attributes:
        item: SHA-256 of its raw bytes, hex.
        judgement: the verdict with all findings.
        checked: its signatures, checked against the keys of the case.
    """

    item: str
    judgement: Judgement
    checked: tuple[Checked, ...] = ()


def to_batch(rows: Sequence[Judged]) -> pa.RecordBatch:
    """Verdicts as columns."""
    judgements = [row.judgement for row in rows]
    return pa.RecordBatch.from_arrays(
        [
            strings([row.item for row in rows]),
            strings([judgement.verdict.value for judgement in judgements]),
            pa.array([judgement.in_part for judgement in judgements], pa.bool_()),
            pa.array([judgement.score for judgement in judgements], pa.float64()),
            strings([judgement.explanation for judgement in judgements]),
            json_column([judgement.findings for judgement in judgements], "[]"),
            json_column([row.checked for row in rows], "[]"),
        ],
        schema=SCHEMA,
    )


def from_batch(batch: pa.RecordBatch) -> list[Judged]:
    """Columns as verdicts.

    Raises:
        CaseDamaged: a value isn't of its column's kind, or there is no such verdict.
    """
    with decoding():
        return [_judged(row) for row in batch.to_pylist()]


def _judged(row: dict[str, Any]) -> Judged:
    judgement = Judgement(
        Verdict(row["verdict"]),
        row["in_part"],
        row["score"],
        unescape(row["explanation"]),
        from_json(row["findings"], tuple[Finding, ...]),
    )
    return Judged(row["item"], judgement, from_json(row["checked"], tuple[Checked, ...]))
