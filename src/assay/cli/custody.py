"""`assay custody`: that the case is what was taken in."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.case import Case, CustodyReport
from assay.case.outside import MUCH, Outside, look
from assay.cli.app import DAMAGED, FAILED
from assay.cli.console import counted, line, say
from assay.cli.options import AsJson, CaseFolder
from assay.cli.outside import meaning, told
from assay.cli.records import print_json
from assay.model.errors import CaseDamaged


def add(app: typer.Typer) -> None:
    """Offer the command."""
    group = typer.Typer(help="The record of what was taken in, by whom, unchanged since when.", no_args_is_help=True)
    group.command(epilog="Example: assay custody verify --case my-case --originals")(verify)
    group.callback()(_group)
    app.add_typer(group, name="custody")


def _group() -> None:
    """The record of what was taken in, by whom, unchanged since when."""


def verify(
    case: CaseFolder,
    originals: Annotated[
        bool, typer.Option("--originals", help="Also read every original again; takes as long as reading the dump.")
    ] = False,
    head: Annotated[
        str, typer.Option("--head", metavar="HASH", help="Hash of a record that you noted: is it still in the log?")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Compare the case with its log: every record's hash, evidence, packs, verdicts, keys, and the Merkle root.

    Originals outside the case are looked at by size and time, and read where those differ; --originals reads all.
    Exit code 3 when anything isn't as it was recorded; 1 when the case is, but originals outside it aren't.
    """
    with Case.open(case) as opened:
        report = opened.custody.verify(originals=originals, head=head)
        outside = _looked(opened, report, originals=originals)
    if as_json:
        facts = {name: getattr(report, name) for name in report.__struct_fields__}
        print_json({**facts, "ok": report.ok, "outside": outside})
    else:
        _show(report, originals=originals, head=head)
        _show_originals(report, outside, originals=originals)
    if not report.ok:
        say("The case isn't what was recorded.")
        raise typer.Exit(DAMAGED)
    if not outside.ok:
        what = "are gone or changed" if outside.lost else "may have changed; --originals tells"
        say(f"The case is what was recorded, but originals outside it {what}.")
        raise typer.Exit(FAILED)


def _looked(case: Case, report: CustodyReport, *, originals: bool) -> Outside:
    """The look at the files outside the case; none if the evidence is so damaged that it doesn't tell which."""
    try:
        return look(case, most=None if originals else MUCH)
    except CaseDamaged:
        if report.ok:
            raise
        return Outside()


def _show(report: CustodyReport, *, originals: bool, head: str) -> None:
    line(
        f"{counted(report.records, 'record', 'records')} in the log, {counted(report.items, 'item', 'items')}, "
        f"{counted(report.shards, 'shard', 'shards')}, {counted(report.packs, 'pack', 'packs')}"
    )
    if originals:
        line(f"{counted(report.originals, 'original', 'originals')} read again")
    line(f"Merkle root of all items: {report.root}")
    line(f"Hash of the last record:  {report.head}")
    if report.ok and not head:
        line("Note this hash elsewhere: only it shows later (--head HASH) that the last records were cut off.")
    for note in report.notes:
        line(f"To be known: {note}")
    if report.problems:
        line(f"{counted(len(report.problems), 'problem', 'problems')}:")
    for problem in report.problems:
        line(f"  {problem}")


def _show_originals(report: CustodyReport, outside: Outside, *, originals: bool) -> None:
    """Say what was looked at and what wasn't, last of all."""
    for text in told(outside):
        line(f"{text}.")
    for text in meaning(outside, advise=False):
        line(text)
    if originals:
        line("All is as recorded, and every original was read." if report.ok else "Not all is as recorded.")
        return
    closing = ["The case is as recorded." if report.ok else "The case isn't as recorded."]
    if report.ok and report.items and not outside.files:
        closing.append("The originals are in it.")
    elif outside.as_recorded:
        files = counted(outside.as_recorded, "original file", "original files")
        has, its, it = ("has", "its", "it") if outside.as_recorded == 1 else ("have", "their", "them")
        closing.append(
            f"{files} outside it {has} the recorded size and time; {its} bytes weren't read: --originals reads {it}."
        )
    line(" ".join(closing))
