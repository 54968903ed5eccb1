"""`assay custody`: that the case is what was taken in."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.case import Case, CustodyReport
from assay.cli.app import DAMAGED
from assay.cli.console import counted, line, say
from assay.cli.options import AsJson, CaseFolder
from assay.cli.records import print_json


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

    Exit code 3 when anything isn't as it was recorded.
    """
    with Case.open(case) as opened:
        report = opened.custody.verify(originals=originals, head=head)
    if as_json:
        print_json({**{name: getattr(report, name) for name in report.__struct_fields__}, "ok": report.ok})
    else:
        _show(report, originals=originals, head=head)
    if not report.ok:
        say("The case isn't what was recorded.")
        raise typer.Exit(DAMAGED)


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
    line("All is as recorded." if report.ok else f"{counted(len(report.problems), 'problem', 'problems')}:")
    for problem in report.problems:
        line(f"  {problem}")
