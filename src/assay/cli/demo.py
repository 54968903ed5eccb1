"""`assay demo`: builds the bundled sample, examines it, says how well that went, and opens it."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from assay.case import Case
from assay.case.rows import verdict_rows
from assay.cli import summary
from assay.cli.console import Column, line, say, table
from assay.cli.options import AsJson
from assay.cli.progress import Watch
from assay.cli.records import print_json
from assay.cli.serve import PORT, serve
from assay.demo.campaign import CampaignTruth, Truth, build_campaign
from assay.engine.examine import Options, examine
from assay.model.errors import UsageError
from assay.model.verdict import Verdict

_BAD = frozenset({Verdict.SUSPECT.value, Verdict.CONTRADICTED.value})


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay demo --folder my-demo --no-serve")(demo)


def demo(
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="Where to build it.")] = Path("demo-case"),
    temporary: Annotated[bool, typer.Option("--temporary", help="Build it in a new temporary folder instead.")] = False,
    keys: Annotated[bool, typer.Option("--keys/--no-keys", help="Give it the file of published keys.")] = True,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Show it in the browser afterwards.")] = True,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 for any that is free.")] = PORT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    recover_minutes: Annotated[
        float, typer.Option("--recover-minutes", min=0, help="Bound on computing keys from the mail itself.")
    ] = 2.0,
    as_json: AsJson = False,
) -> None:
    """Build the sample leak of an invented campaign, forgeries planted in it, and examine it. No network is used."""
    folder = Path(tempfile.mkdtemp(prefix="assay-demo-")) if temporary else folder
    truth = _build(folder)
    case = folder / "case"
    given = (truth.keys,) if keys else ()
    options = Options(sources=(truth.dump,), case=case, keys=given, recover_minutes=recover_minutes)
    with Watch() as watch:
        done = examine(options, watch)
    with Case.open(case) as opened:
        rows = {row["item"]: row["verdict"] or "" for row in verdict_rows(opened.evidence)}
    found = score(truth.items, rows)
    if as_json:
        print_json({"summary": done, "planted": found, "folder": str(folder)})
    else:
        summary.show(done)
        _show(found)
        line(f"The case is in {case}")
    if serving:
        serve(case, "127.0.0.1", port, browser)


def _build(folder: Path) -> CampaignTruth:
    """Build the sample, or take the one that an earlier demo built there whole."""
    dump, keys, truth = folder / "dump", folder / "keys.tsv", folder / "truth.jsonl"
    if truth.is_file():
        say(f"Using the sample that is in {folder} already.")
        return load_truth(dump, keys, truth)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} isn't empty: give a new one with --folder.")
    say(f"Building the sample in {folder} …")
    return build_campaign(folder)


def load_truth(dump: Path, keys: Path, truth: Path) -> CampaignTruth:
    """The sample that an earlier run built."""
    decoder = msgspec.json.Decoder(Truth)
    return CampaignTruth(dump, keys, truth, tuple(decoder.decode_lines(truth.read_bytes())))


def score(items: tuple[Truth, ...], verdicts: dict[str, str]) -> list[dict[str, Any]]:
    """By method of forging: how many were planted, how many were found, how many of all verdicts are right.

    Found means suspect or contradicted, or in part where that is among the expected verdicts. For genuine items the
    same number counts false alarms.
    """
    methods = sorted({item.method for item in items}, key=lambda method: (not method.startswith("genuine"), method))
    rows = []
    for method in methods:
        group = [item for item in {item.sha256: item for item in items}.values() if item.method == method]
        said = [verdicts.get(item.sha256, "") for item in group]
        rows.append(
            {
                "method": method,
                "items": len(group),
                "accused": sum(verdict in _BAD for verdict in said),
                "right": sum(verdict in item.expected for item, verdict in zip(group, said, strict=True)),
                "verdicts": dict(sorted(Counter(said).items())),
            }
        )
    return rows


def _show(found: list[dict[str, Any]]) -> None:
    line()
    columns = [
        Column("what it really is"),
        Column("items", number=True),
        Column("suspect or contradicted", number=True),
        Column("as it should be", number=True),
        Column("what Assay says", flexible=True),
    ]
    rows = [
        [
            row["method"],
            str(row["items"]),
            str(row["accused"]),
            str(row["right"]),
            ", ".join(f"{count} {verdict or 'missing'}" for verdict, count in row["verdicts"].items()),
        ]
        for row in found
    ]
    table(columns, rows)
    line("Genuine items that stand under suspect or contradicted are false alarms; forgeries that don't are misses.")
    line()
