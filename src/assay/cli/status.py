"""`assay status`: what is in, what failed and why, what is left."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from assay.case import Case, missing, pictures, views
from assay.case.folder import is_written
from assay.case.outside import LITTLE, look
from assay.case.runs import runs, unfinished
from assay.cli.console import Column, counted, line, size, table
from assay.cli.failures import show_failures
from assay.cli.missing import show_missing
from assay.cli.options import AsJson, CaseFolder
from assay.cli.outside import meaning, told
from assay.cli.pictures import show_pictures
from assay.cli.records import print_json
from assay.cli.summary import show_verdicts
from assay.model.entry import Kind
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from assay.case.outside import Outside


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay status --case my-case")(status)


def status(
    case: CaseFolder,
    each: Annotated[bool, typer.Option("--all", help="List each failure instead of groups of similar ones.")] = False,
    quoted: Annotated[bool, typer.Option("--missing", help="List the mails that are quoted but aren't here.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is in the case, what couldn't be taken in and why, and what is left to do."""
    with Case.open_whole(case) as opened:
        if quoted:
            show_missing(missing.kept(opened.evidence), as_json=as_json)
            return
        facts = gather(opened)
        outside = look(opened, most=LITTLE)
    if as_json:
        print_json({**facts, "outside": outside})
    else:
        _show(facts, outside, each=each)


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
        "at_work": is_written(case.path),
        "unfinished": _unfinished(case),
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
        "quoted_but_missing": len(missing.kept(evidence)),
        "pictures": _pictures(case),
    }


def _pictures(case: Case) -> dict[str, Any]:
    """How far OCR is, and the command that reads what is left; None where nothing is."""
    found = pictures.count(case.evidence)
    last = next(reversed(runs(case.custody.records())), None)
    command = None
    if found.left and last is not None:
        arguments = [*last.arguments, *(["--ocr"] if "--ocr" not in last.arguments else [])]
        command = f"assay examine {shlex.join(arguments)} --case {shlex.quote(str(case.path))}"
    return {**msgspec.to_builtins(found), "command": command}


def _unfinished(case: Case) -> dict[str, Any] | None:
    """The last run, if it hasn't come to its end: since when, what is left, and the command that goes on."""
    run = unfinished(case.custody.records())
    if run is None:
        return None
    command = f"assay examine {shlex.join(run.arguments)} --case {shlex.quote(str(case.path))}"
    return {"began": run.time, "left": list(run.left), "command": command}


def _show(facts: dict[str, Any], outside: Outside, *, each: bool) -> None:
    line(f"Case: {facts['case']}")
    _show_run(facts)
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
        line(f"Not judged yet: {counted(facts['not_judged'], 'item', 'items')}; run examine again")
    line()
    keys = ", ".join(f"{count:,} {origin}" for origin, count in sorted(facts["keys"].items()))
    line(f"Signers' keys: {keys or 'none'}")
    if facts["quoted_but_missing"]:
        absent = counted(facts["quoted_but_missing"], "mail", "mails")
        line(f"Quoted but not here: {absent}; assay status --missing lists them")
    show_pictures(facts["pictures"], at_work=facts["at_work"])
    _show_originals(outside, facts["items"])
    line()
    if facts["failures"]:
        show_failures(facts["failures"], each=each)
    else:
        line("Nothing failed so far." if facts["unfinished"] else "Nothing failed.")


def _show_originals(outside: Outside, items: int) -> None:
    line()
    if not outside.files:
        line("Originals: all are in the case." if items else "Originals: none yet.")
        return
    files = counted(outside.files, "file", "files")
    lines = list(told(outside))
    if not lines:
        line(f"Originals outside the case: {files}, of the size and time as recorded; their bytes weren't read.")
        return
    line(f"Originals outside the case: {files}, {outside.as_recorded:,} of them of the size and time as recorded.")
    for text in lines:
        line(f"  {text}.")
    for text in meaning(outside):
        line(text)


def _show_run(facts: dict[str, Any]) -> None:
    run = facts["unfinished"]
    if run is None:
        if facts["at_work"]:
            line("Another command is working on the case now.")
        return
    if facts["at_work"]:
        line(f"A run is at work since {run['began']}; what is below is what it has done so far.")
    else:
        line(f"The last run began at {run['began']} and didn't finish: what is below isn't the whole dump.")
    line(f"Left to do: {', '.join(run['left'])}")
    pending = facts["kinds"][Kind.PENDING]["entries"]
    if pending:
        line(f"Unpacked and still to be taken in: {counted(pending, 'entry', 'entries')}")
    if not facts["at_work"]:
        line(f"To go on where it stopped: {run['command']}")
