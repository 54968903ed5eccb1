"""`assay status`: what is in, what failed and why, what is left."""

from __future__ import annotations

from typing import Any

import typer

from assay.case import Case, views
from assay.cli.console import Column, line, size, table
from assay.cli.options import AsJson, CaseFolder
from assay.cli.records import print_json
from assay.cli.summary import show_verdicts
from assay.model.entry import Kind
from assay.signatures.keys.store import KeyStore

_LISTED = 200
_HINTS = {
    "tool missing": "assay doctor says what to install; then run examine again",
    "encrypted": "needs its password: unpack it and examine the folder",
    "unreadable": "permanently broken",
    "limit": "a bound against hostile input; kept as it is",
    "crashed": "a parser failed on it; kept as it is",
    "timeout": "took too long; kept as it is",
}


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay status --case my-case")(status)


def status(case: CaseFolder, as_json: AsJson = False) -> None:
    """Say what is in the case, what couldn't be taken in and why, and what is left to do."""
    with Case.open(case) as opened:
        facts = gather(opened)
    if as_json:
        print_json(facts)
    else:
        _show(facts)


def gather(case: Case) -> dict[str, Any]:
    """All that `status` says."""
    evidence = case.evidence
    kinds = views.kind_counts(evidence)
    items, item_bytes = views.sizes(evidence)
    counts: dict[str, int] = {}
    in_part = 0
    for (verdict, partly), count in views.verdict_counts(evidence).items():
        counts[verdict] = counts.get(verdict, 0) + count
        in_part += count if partly else 0
    keys: dict[str, int] = {}
    for key in KeyStore(case.path / "keys.jsonl").all():
        keys[key.provenance.origin.value] = keys.get(key.provenance.origin.value, 0) + 1
    return {
        "case": str(case.path),
        "sources": [{"label": source.label, "root": source.root} for source in case.settings.sources],
        "custodians": list(case.settings.custodians),
        "entries": sum(count for count, _ in kinds.values()),
        "kinds": {kind: {"entries": count, "bytes": size_} for kind, (count, size_) in kinds.items()},
        "items": items,
        "bytes": item_bytes,
        "failures": [
            {"path": path, "state": state, "reason": reason, "bytes": size_}
            for path, state, reason, size_ in views.failures(evidence, 1_000_000)
        ],
        "verdicts": counts,
        "in_part": in_part,
        "not_judged": items - sum(counts.values()),
        "keys": keys,
    }


def _show(facts: dict[str, Any]) -> None:
    line(f"Case: {facts['case']}")
    for source in facts["sources"]:
        line(f"Source: {source['label']} ({source['root']})")
    if facts["custodians"]:
        line(f"Custodians: {', '.join(facts['custodians'])}")
    line()
    rows = [
        [f"ended as {kind}", f"{what['entries']:,}", size(what["bytes"])]
        for kind, what in facts["kinds"].items()
        if kind != Kind.PENDING or what["entries"]
    ]
    rows = [["entries of all sources and containers", f"{facts['entries']:,}", ""], *rows]
    rows.append(["distinct items (messages and documents)", f"{facts['items']:,}", size(facts["bytes"])])
    table([Column("counts in = counts out"), Column("number", number=True), Column("bytes", number=True)], rows)
    line()
    show_verdicts(facts["verdicts"], facts["in_part"])
    if facts["not_judged"]:
        line(f"{facts['not_judged']:,} items aren't judged yet: run examine again")
    line()
    keys = ", ".join(f"{count:,} {origin}" for origin, count in sorted(facts["keys"].items()))
    line(f"Signers' keys: {keys or 'none'}")
    _show_failures(facts["failures"])


def _show_failures(failures: list[dict[str, Any]]) -> None:
    line()
    if not failures:
        line("Nothing failed.")
        return
    line(f"{len(failures):,} entries couldn't be taken in:")
    rows = [[failure["state"], failure["path"], failure["reason"]] for failure in failures[:_LISTED]]
    table([Column("state"), Column("path", flexible=True), Column("reason", flexible=True)], rows)
    if len(failures) > _LISTED:
        line(f"and {len(failures) - _LISTED:,} more: --json lists all")
    for state in sorted({failure["state"] for failure in failures}):
        line(f"{state}: {_HINTS.get(state, 'kept as it is')}")
