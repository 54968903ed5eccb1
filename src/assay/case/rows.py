"""Rows of verdicts as `assay verdicts` prints them, in the order of their places, without holding them all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from assay.case.damage import decoding, known_verdict
from assay.case.safe_text import from_json
from assay.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.case.evidence import Evidence
    from assay.case.views import Item, ItemRow
    from assay.model.signature import Checked

_CHUNK = 1_000
_LIST = """
SELECT i.sha256, i.path, i.kind, i.message_id, i.date_seconds, i.from_text, i.subject, v.verdict,
       coalesce(v.in_part, false), coalesce(v.score, 0.0)
FROM items i LEFT JOIN verdicts v ON v.item = i.sha256
WHERE ? = '' OR v.verdict = ?
ORDER BY i.source, i.path, i.sha256
"""
_DETAIL = "SELECT item, explanation, findings FROM verdicts WHERE item IN (SELECT unnest(?))"
_NAMES = ("item", "source", "kind", "message_id", "date", "from", "subject", "verdict", "in_part", "score")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def verdict_rows(evidence: Evidence, verdict: str = "") -> Iterator[dict[str, Any]]:
    """Yield one row an item, with the keys that the design promises; `verdict` keeps only items that have it.

    Items that aren't judged yet have the verdict None. All text is untrusted.

    Raises:
        CaseDamaged: the evidence isn't what was written.
    """
    listed = evidence.sql(_LIST, [verdict, verdict])
    for row in listed:
        known_verdict(row[_NAMES.index("verdict")] or "")
    for start in range(0, len(listed), _CHUNK):
        chunk = listed[start : start + _CHUNK]
        details = {item: rest for item, *rest in evidence.sql(_DETAIL, [[row[0] for row in chunk]])}
        for row in chunk:
            explanation, findings = details.get(row[0], ("", "[]"))
            with decoding():
                decoded = from_json(findings, tuple[Finding, ...])
            named = dict(zip(_NAMES, row, strict=True))
            yield {
                **named,
                "date": iso(named["date"]),
                "explanation": explanation,
                "findings": [finding_row(finding) for finding in decoded],
            }


def listed_row(row: ItemRow) -> dict[str, Any]:
    """What a list shows of an item, with the keys of `verdict_rows`."""
    return {
        "item": row.item,
        "source": row.path,
        "kind": row.kind,
        "message_id": row.message_id,
        "date": iso(row.date),
        "from": row.from_text,
        "subject": row.subject,
        "verdict": row.verdict or None,
        "in_part": row.in_part,
        "score": row.score,
    }


def item_row(found: Item) -> dict[str, Any]:
    """One item with the keys of `verdict_rows`, and besides `size`, `places`, `notes` and `signatures`."""
    row = found.row
    judged = found.judged.judgement if found.judged else None
    return {
        **listed_row(row),
        "explanation": judged.explanation if judged else "",
        "findings": [finding_row(finding) for finding in judged.findings] if judged else [],
        "size": row.size,
        "places": list(found.places),
        "notes": found.notes,
        "signatures": [_signature_row(one) for one in found.judged.checked] if found.judged else [],
    }


def _signature_row(one: Checked) -> dict[str, Any]:
    measured = one.measured
    return {
        "scheme": measured.scheme.value,
        "domain": measured.domain,
        "selector": measured.selector,
        "outcome": one.outcome.value,
        "reason": one.reason,
        "key": one.key.fingerprint if one.key else None,
        "body_bytes": measured.body_total,
        "body_signed": measured.body_signed,
        "signed": [instance.name.strip() for instance in measured.signed],
        "uncovered": [[instance.name.strip(), instance.index] for instance in measured.uncovered],
        "repairs": [repair.code for repair in one.repairs],
    }


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding with the keys that the design promises."""
    return {
        "code": finding.code,
        "examiner": finding.examiner,
        "direction": finding.direction.value,
        "strength": finding.strength.value,
        "summary": finding.summary,
        "evidence": finding.evidence,
    }


def iso(seconds: float | None) -> str | None:
    """Seconds since 1970 as ISO 8601 in UTC; None stays None, and so does what no calendar has."""
    try:
        return None if seconds is None else (_EPOCH + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
    except (OverflowError, ValueError):
        return None
