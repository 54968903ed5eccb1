"""`assay examine`: the main job."""

from __future__ import annotations

import enum
import shlex
from pathlib import Path
from typing import Annotated

import typer

from assay.cli import summary
from assay.cli.app import FAILED
from assay.cli.console import counted, say
from assay.cli.interrupts import INTERRUPTS
from assay.cli.options import AsJson, CaseFolder
from assay.cli.progress import Watch
from assay.cli.records import print_json
from assay.engine import examine as engine


class Engine(enum.StrEnum):
    """What runs the passes."""

    LOCAL = "local"
    RAY = "ray"


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay examine dump/ --case my-case --keys published.tsv --custodian party.example")(
        examine
    )


def examine(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Files or folders: mail, archives, all.")],
    case: CaseFolder,
    keys: Annotated[
        list[Path] | None, typer.Option("--keys", metavar="FILE", help="Signers' keys, from a file. Can be repeated.")
    ] = None,
    custodian: Annotated[
        list[str] | None,
        typer.Option("--custodian", metavar="DOMAIN", help="Domain whose mailboxes were robbed. Can be repeated."),
    ] = None,
    copy: Annotated[bool, typer.Option("--copy", help="Copy all originals into the case.")] = False,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read text in pictures and scans (tesseract), at the end.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Processes at once; 0: one a core.")] = 0,
    engine_name: Annotated[Engine, typer.Option("--engine", help="What runs the passes.")] = Engine.LOCAL,
    recover_minutes: Annotated[
        float, typer.Option("--recover-minutes", min=0, help="Bound on computing signers' keys from the mail itself.")
    ] = 5.0,
    as_json: AsJson = False,
) -> None:
    """Take a dump in, authenticate it, and say the verdict of every item.

    Can be stopped at any time: run it again with the same case and it goes on. With --ocr, pictures and scans are read
    when all else is done; what was read is kept, also by later runs without it. Exit code 1: done, but some entries
    couldn't be taken in, or files that were taken in before are gone or changed; `assay status` lists them.
    """
    options = engine.Options(
        sources=tuple(sources),
        case=case,
        keys=tuple(keys or ()),
        custodians=tuple(custodian or ()),
        copy=copy,
        jobs=jobs,
        engine=engine_name.value,
        recover_minutes=recover_minutes,
        ocr=ocr,
    )
    INTERRUPTS.promise = "Interrupted. What was done is kept: it goes on where it stopped when you run it again."
    with Watch() as watch:
        done = engine.examine(options, watch)
    if as_json:
        print_json(done)
    else:
        summary.show(done)
    if done.failures:
        entries = counted(done.failures, "entry", "entries")
        say(f"{entries} couldn't be taken in; see: assay status --case {shlex.quote(str(case))}")
    if copy and done.outside.files:
        files = counted(done.outside.files, "file", "files")
        say(f"--copy copies what this run took in; of {files} what was taken in before is still read outside the case.")
    if done.outside.lost:
        files = counted(len(done.outside.lost), "original file", "original files")
        say(f"{files} can't be read as taken in before; see: assay status --case {shlex.quote(str(case))}")
    if ocr and (done.pictures.failed or done.pictures.left):
        files = counted(done.pictures.failed + done.pictures.left, "picture or scan", "pictures and scans")
        say(f"{files} couldn't be read, or not wholly; see: assay status --case {shlex.quote(str(case))}")
    if done.failures or done.outside.lost:
        raise typer.Exit(FAILED)
