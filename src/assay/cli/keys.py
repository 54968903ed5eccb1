"""`assay keys`: signers' keys and where they came from."""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from dns.resolver import Resolver

from assay.case import Case, views
from assay.cli.console import Column, line, say, table
from assay.cli.options import AsJson, CaseFolder, Format
from assay.cli.progress import Watch
from assay.cli.records import print_csv, print_json
from assay.engine.asked import key_file
from assay.engine.judging import rejudge
from assay.engine.passes import Running
from assay.engine.recovering import recover as recover_keys
from assay.model.errors import UsageError
from assay.model.key import SignerKey
from assay.signatures.keys.fetch import fetch as fetch_keys
from assay.signatures.keys.store import KeyStore

_KEYS = (
    "domain",
    "selector",
    "algorithm",
    "bits",
    "origin",
    "source",
    "seen",
    "mails",
    "senders",
    "weak",
    "fingerprint",
)
_LONGEST = 10
_ALL_CORES = Running("local", 0)


def add(app: typer.Typer) -> None:
    """Offer the commands."""
    group = typer.Typer(help="Signers' keys and where they came from.", no_args_is_help=True)
    group.callback()(_group)
    group.command("list", epilog="Example: assay keys list --case my-case --format csv")(list_keys)
    group.command("import", epilog="Example: assay keys import published.tsv --case my-case")(import_keys)
    group.command(epilog="Example: assay keys recover --case my-case --minutes 30")(recover)
    group.command(epilog="Example: assay keys fetch --case my-case")(fetch)
    app.add_typer(group, name="keys")


def _group() -> None:
    """Signers' keys and where they came from."""


def key_row(key: SignerKey) -> dict[str, Any]:
    """A key as rows print it; names are untrusted."""
    source = key.provenance
    return {
        "domain": key.domain,
        "selector": key.selector,
        "algorithm": key.algorithm,
        "bits": key.bits,
        "origin": source.origin.value,
        "source": source.source,
        "seen": source.seen,
        "mails": source.mails,
        "senders": source.senders,
        "weak": key.weak,
        "fingerprint": key.fingerprint,
    }


def list_keys(
    case: CaseFolder,
    format: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,  # noqa: A002
) -> None:
    """List the keys of the case, each with where it came from."""
    with Case.open_whole(case) as opened:
        rows = [key_row(key) for key in KeyStore(opened.path / "keys.jsonl").all()]
    if format == Format.JSONL:
        for row in rows:
            print_json(row)
    elif format == Format.CSV:
        print_csv(_KEYS, ([row[name] for name in _KEYS] for row in rows))
    else:
        columns = [
            Column("domain"),
            Column("selector"),
            Column("key"),
            Column("origin"),
            Column("came from", flexible=True),
            Column("fingerprint"),
        ]
        table(columns, [_cells(row) for row in rows])
        if not rows:
            line("No keys yet: assay keys import FILE, or assay keys recover.")


def _cells(row: dict[str, Any]) -> list[str]:
    seen = f", seen {row['seen']}" if row["seen"] else ""
    size = f"{row['algorithm']} {row['bits']}" if row["bits"] else "revoked"
    weak = ", weak" if row["weak"] else ""
    name = row["fingerprint"][:12]
    return [row["domain"], row["selector"], f"{size}{weak}", row["origin"], f"{row['source']}{seen}", name]


def import_keys(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="TSV, DNS zone text, or JSON.")],
    case: CaseFolder,
) -> None:
    """Take keys from files, then judge every item again."""
    loaded = [(path, key_file(path)) for path in files]
    with Case.create_or_open(_existing(case)) as opened:
        store = KeyStore(opened.path / "keys.jsonl")
        for path, file in loaded:
            say(f"{path}: {len(file.keys):,} keys, {store.add(file.keys):,} of them new")
            for problem in file.problems[:_LONGEST]:
                say(f"  line {problem.line}: {problem.reason}")
            if len(file.problems) > _LONGEST:
                say(f"  and {len(file.problems) - _LONGEST:,} problems more")
        opened.custody.append("keys imported", {"files": [str(path) for path in files]})
        _judge_again(opened)


def recover(
    case: CaseFolder,
    minutes: Annotated[float, typer.Option("--minutes", min=0, help="Stop after so many minutes.")] = 30.0,
    as_json: AsJson = False,
) -> None:
    """Compute signers' keys from signatures in the dump, then judge every item again. Goes on where it stopped."""
    with Case.create_or_open(_existing(case)) as opened, Watch() as watch:
        result = recover_keys(opened, minutes, _ALL_CORES, watch)
        if result.keys:
            rejudge(opened, _ALL_CORES, watch)
    if as_json:
        print_json(result)
        return
    line(f"{len(result.keys):,} keys recovered")
    for key in result.keys:
        line(f"  {key.domain} {key.selector}")
    if result.left:
        line(f"{len(result.left):,} selectors are left; run it again to go on:")
        for name in result.left[:_LONGEST]:
            line(f"  {name}")


def fetch(
    case: CaseFolder,
    dns: Annotated[bool, typer.Option("--dns/--no-dns", help="Ask the signers' name servers.")] = True,
    archive: Annotated[bool, typer.Option("--archive", help="Ask a public archive of keys, too.")] = False,
) -> None:
    """Ask the DNS, or an archive, for the keys that signatures in the case name. Nothing else uses the network.

    Whoever runs them learns which signers somebody is interested in. Old keys are mostly gone from the DNS.
    """
    if not (dns or archive):
        raise UsageError("There is nobody to ask: leave --no-dns out, or give --archive.")
    with Case.create_or_open(_existing(case)) as opened, contextlib.ExitStack() as stack:
        names = sorted(views.signers(opened.evidence))
        say(f"Asking for the keys of {len(names):,} names. This uses the network.")
        resolver = Resolver() if dns else None
        http = stack.enter_context(httpx.Client(timeout=30)) if archive else None
        answers = list(fetch_keys(names, datetime.now(UTC).date(), resolver, http))
        new = KeyStore(opened.path / "keys.jsonl").add(key for answer in answers for key in answer.keys)
        for found, count in sorted(Counter(answer.found.value for answer in answers).items()):
            line(f"{count:,} {found}")
        line(f"{new:,} new keys")
        opened.custody.append("keys fetched", {"names": len(names), "new": new, "dns": dns, "archive": archive})
        if new:
            _judge_again(opened)


def _existing(case: Path) -> Path:
    """The case's folder, if there is one: these commands don't make cases."""
    Case.open_whole(case).close()
    return case


def _judge_again(case: Case) -> None:
    with Watch() as watch:
        rejudge(case, _ALL_CORES, watch)
    counts: dict[str, int] = {}
    for (verdict, _), count in views.verdict_counts(case.evidence).items():
        counts[verdict] = counts.get(verdict, 0) + count
    line(", ".join(f"{count:,} {verdict}" for verdict, count in sorted(counts.items())))
