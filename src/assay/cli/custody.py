"""`assay custody`: that the case is what was taken in."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.case import Case
from assay.cli.app import DAMAGED
from assay.cli.console import line, say
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
    as_json: AsJson = False,
) -> None:
    """Compare the case with its log: every entry's hash, evidence, packs, and the Merkle root over all items.

    Exit code 3 when anything isn't as it was recorded.
    """
    with Case.open(case) as opened:
        report = opened.custody.verify(originals=originals)
    if as_json:
        print_json({**{name: getattr(report, name) for name in report.__struct_fields__}, "ok": report.ok})
    else:
        line(
            f"{report.records:,} records in the log, {report.items:,} items, "
            f"{report.shards:,} shards, {report.packs:,} packs"
        )
        if originals:
            line(f"{report.originals:,} originals read again")
        line(f"Merkle root of all items: {report.root}")
        line(f"Hash of the last record:  {report.head} (noted elsewhere it shows a log cut short)")
        line("All is as recorded." if report.ok else f"{len(report.problems):,} problems:")
        for problem in report.problems:
            line(f"  {problem}")
    if not report.ok:
        say("The case isn't what was recorded.")
        raise typer.Exit(DAMAGED)
