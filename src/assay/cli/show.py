"""`assay show`: one item with all that is known."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from assay.case import Case, views
from assay.case.item_files import ItemFile, item_files
from assay.case.rows import iso, item_row
from assay.checking.versions import versions
from assay.cli.bytes_view import show_coverage, show_headers
from assay.cli.console import counted, line, size
from assay.cli.files import show_files
from assay.cli.marks import mark
from assay.cli.notes import told
from assay.cli.options import AsJson, CaseFolder
from assay.cli.records import print_json
from assay.cli.versions import show_versions, version_rows
from assay.examiners.words import fitting, fitting_words
from assay.model.errors import UsageError
from assay.model.finding import Direction, Finding
from assay.model.key import SignerKey
from assay.model.signature import Checked, Instance, Outcome, Scheme
from assay.model.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 88


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay show 3fa9c1 --case my-case --coverage")(show)


def show(
    item: Annotated[str, typer.Argument(help="Beginning of its SHA-256, its Message-ID, or its path in the dump.")],
    case: CaseFolder,
    raw: Annotated[
        bool, typer.Option("--raw", help="Write its exact bytes to stdout, checked against the digest.")
    ] = False,
    headers: Annotated[bool, typer.Option("--headers", help="List every header instance with its bytes.")] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Mark what each signature covers, byte for byte.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Show one item: verdict, why, what speaks for and against it, where it was found, its signatures, its versions.

    Beneath each place stands what its container knew: the quoting of From_ lines, folder, labels, flags. Of its files
    what OCR read is shown, marked as that.
    """
    if raw + headers + coverage + json > 1:
        raise UsageError("Give one of --raw, --headers, --coverage and --json.")
    with Case.open_whole(case) as opened:
        found = views.item(opened.evidence, views.the_item(opened.evidence, item))
        if not (raw or headers or coverage):
            traits = found.entry.traits
            files = item_files(opened.evidence, found.entry)
            alike = versions(opened, traits.files) if traits else []
            if json:
                print_json({**item_row(found), "files": files, "versions": version_rows(alike)})
            else:
                _show(found, files)
                show_versions(alike)
            return
        if found.entry.stored is None:
            raise UsageError("The bytes of this item aren't kept.")
        data = opened.originals.read(found.entry.stored, found.row.item)
    if raw:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif headers:
        show_headers(data)
    else:
        show_coverage(data, found.judged.checked if found.judged else ())


def _show(found: views.Item, files: Sequence[ItemFile]) -> None:
    row, judged = found.row, found.judged
    line(Text(untrusted(row.title), style="bold"))
    line(mark(row.verdict, in_part=row.in_part))
    line()
    if judged:
        for part in textwrap.wrap(untrusted(judged.judgement.explanation), _WIDTH):
            line(part)
        line()
        _findings(judged.judgement.findings)
    facts = [
        ("item", row.item),
        ("kind", f"{row.kind}, {found.entry.format}, {size(row.size)} ({counted(row.size, 'byte', 'bytes')})"),
        ("message-id", row.message_id),
        ("date", iso(row.date) or (f"{found.entry.date_text} (no such time)" if found.entry.date_text else "")),
        ("from", row.from_text),
        ("to", found.entry.to_text),
        ("cc", found.entry.cc_text),
        ("attachments", ", ".join(found.entry.attachments)),
        ("defects", ", ".join(found.entry.defects)),
    ]
    for name, value in facts:
        if value:
            line(f"{name:<12}{value}")
    if found.entry.reconstructed:
        line("The container lost the original bytes: signatures can't be judged from what it gives.")
    line()
    line("Found at:")
    for place in found.places:
        line(f"  {place}")
        for text in told(found.notes.get(place, {})):
            line(f"      {text}")
    show_files(files)
    if judged and judged.checked:
        _signatures(judged.checked)


def _findings(findings: tuple[Finding, ...]) -> None:
    titles = {
        Direction.FOR: "What speaks for it",
        Direction.AGAINST: "What speaks against it",
        Direction.NEUTRAL: "What is to be known besides",
    }
    for direction, title in titles.items():
        group = [finding for finding in findings if finding.direction == direction]
        if not group:
            if direction != Direction.NEUTRAL:
                line(f"{title}: nothing found")
            continue
        line(f"{title}:")
        for finding in group:
            text = f"{finding.summary} [{finding.code}, {finding.strength.value}]"
            for at, part in enumerate(textwrap.wrap(untrusted(text), _WIDTH - 4)):
                line(f"  {'-' if at == 0 else ' '} {part}")
    line()


def _signatures(checked: tuple[Checked, ...]) -> None:
    line()
    line("Signatures:")
    for number, one in enumerate(checked, 1):
        measured = one.measured
        line(
            f"  {number}. {measured.scheme.value} of {measured.domain or '?'}, selector {measured.selector or '?'}: "
            f"{one.outcome.value}{f' ({one.reason})' if one.reason else ''}"
        )
        line(f"     key: {_key(one.key)}")
        for text in _covers(one):
            line(f"     {text}")
        for repair in one.repairs:
            line(f"     holds once this is undone: {repair.summary}")


def _covers(one: Checked) -> list[str]:
    """What a signature covers and what it leaves open: only one that holds vouches for anything."""
    measured = one.measured
    if measured.error:
        return []
    headers = counted(len(measured.signed), "header", "headers")
    if measured.scheme is Scheme.ARC_SEAL:
        covered = f"{headers} of receivers (ARC), neither the text nor the other headers"
    else:
        bytes_ = counted(measured.body_total, "byte", "bytes")
        covered = f"{headers} and {measured.body_signed:,} of {bytes_} of the body"
    if one.outcome is not Outcome.PASS:
        why = (
            "no key is known, so it vouches for nothing" if one.outcome is Outcome.NO_KEY else "it vouches for nothing"
        )
        return [f"was made over {covered}; {why}"]
    fits = fitting(one)
    left = [instance for instance in measured.uncovered if instance not in fits]
    said = [f"covers {covered}"]
    if left:
        said.append(f"not covered, though a reader goes by it: {_named(left)}")
    if fits:
        said.append(fitting_words(one))
    return said


def _named(instances: Sequence[Instance]) -> str:
    return ", ".join(f"{instance.name.strip()} (no. {instance.index})" for instance in instances)


def _key(key: SignerKey | None) -> str:
    if key is None:
        return "none known"
    source = key.provenance
    seen = f", seen {source.seen}" if source.seen else ""
    weak = ", too weak to prove anything" if key.weak else ""
    named = source.source.lower().startswith(source.origin.value)
    origin = source.source if named else f"{source.origin.value}: {source.source}"
    return f"{key.algorithm} {key.bits} bits, {origin}{seen}{weak}"
