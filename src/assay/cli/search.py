"""`assay search`: full text with fields."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import msgspec
import typer
from rich.text import Text

from assay.case import Case
from assay.case.index.find import Order
from assay.case.index.grammar import FIELDS, Node, Term, parse
from assay.case.index.search import Hit, Results, Search
from assay.case.rows import iso, listed_row
from assay.case.who import Known, who_is
from assay.cli.console import counted, line, say
from assay.cli.facets import facets_text, show_facets, show_person
from assay.cli.marks import mark
from assay.cli.options import AsJson, CaseFolder, Format
from assay.cli.records import held_back, print_csv, print_json
from assay.model.errors import UsageError
from assay.model.untrusted import untrusted

_KEYS = ("item", "source", "kind", "message_id", "date", "from", "subject", "verdict", "in_part", "score", "snippet",
         "file", "page", "ocr")  # fmt: skip
_PAGE = 1_000
_EPILOG = (
    f"Fields: {'; '.join(f'{name}: {meaning}' for name, meaning in FIELDS.items())}. "
    'Words must all occur; OR, NOT or -, brackets, "a phrase", begin*, nearly~. '
    "Example: assay search 'virement from:dupont date:2017-03..2017-04 -verdict:authenticated' --case my-case"
)


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog=_EPILOG)(search)


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    case: CaseFolder,
    format: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,  # noqa: A002
    sort: Annotated[Order, typer.Option("--sort", help="Order of the hits.")] = Order.RELEVANCE,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many hits to print; 0 for all.")] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many hits to leave out first.")] = 0,
    facets: Annotated[
        bool | None,
        typer.Option(
            "--facets/--no-facets",
            help="How all that match divide, each value as it narrows the query; default where a person reads.",
        ),
    ] = None,
    json: AsJson = False,
) -> None:
    """Search the text and headers of all items, in French and English, with or without accents."""
    if not query.strip():
        raise UsageError("There is nothing to search for; `assay search --help` names the fields.")
    name = _person(parse(query))
    if facets is None:
        facets = json or (format == Format.TABLE and sys.stdout.isatty())
    with Case.open_whole(case) as opened:
        searcher = Search(opened)
        if not searcher.is_current:
            say("Bringing the search index up to date …")
        counts = searcher.search(query, limit=0, facets=facets)
        known = who_is(opened.evidence, name) if name and (json or format == Format.TABLE) else None
        hits = _hits(searcher, query, sort, limit, offset)
        if json:
            print_json(_whole(counts, list(hits), known))
        elif format == Format.TABLE:
            _show(counts, list(hits), limit or counts.total, offset)
            if known is not None:
                show_person(name, known)
            if counts.facets:
                show_facets(counts.facets, counts.total)
        else:
            _print_rows(format, hits)
            if counts.facets:
                say(facets_text(counts.facets))


def _print_rows(form: Format, hits: Iterator[Hit]) -> None:
    with held_back() as stream:
        if form == Format.JSONL:
            for hit in hits:
                print_json(_row(hit), stream)
        else:
            print_csv(_KEYS, (list(_row(hit).values()) for hit in hits), stream)


def _person(tree: Node) -> str:
    """Whom a query asks for; empty where it asks for more than one person, or for something else."""
    return tree.text if isinstance(tree, Term) and tree.field == "people" else ""


def _whole(counts: Results, hits: Sequence[Hit], known: Known | None) -> dict[str, Any]:
    """All of it as one object."""
    groups = counts.facets.groups if counts.facets else ()
    return {
        "total": counts.total,
        "hits": [_row(hit) for hit in hits],
        "facets": {
            group.name: [
                {"value": value, "items": count, "narrowed": group.narrowed(value)}
                for value, count in group.counts.items()
            ]
            for group in groups
        },
        "people": None if known is None else msgspec.to_builtins(known),
    }


def _hits(searcher: Search, query: str, sort: Order, limit: int, offset: int) -> Iterator[Hit]:
    end = offset + (limit or sys.maxsize)
    while offset < end:
        size = min(end - offset, _PAGE)
        found = searcher.search(query, sort, size, offset)
        yield from found.hits
        offset += size
        if offset >= found.total:
            return


def _row(hit: Hit) -> dict[str, Any]:
    return {
        **listed_row(hit.row),
        "snippet": "".join(piece.text for piece in hit.snippet),
        "file": hit.file,
        "page": hit.page,
        "ocr": hit.ocr,
    }


def _show(found: Results, hits: Sequence[Hit], limit: int, offset: int) -> None:
    end = min(offset + limit, found.total)
    shown = f", {offset + 1:,} to {end:,} shown" if found.total > end - offset > 0 else ""
    line(f"{counted(found.total, 'item', 'items')}{shown}")
    for hit in hits:
        row = hit.row
        line()
        head = Text.assemble(
            (row.item[:12], "dim"),
            "  ",
            mark(row.verdict, in_part=row.in_part),
            f"  {(iso(row.date) or 'no date')[:16].replace('T', ' ')}  {untrusted(row.from_text)}",
        )
        line(head)
        line(Text(f"  {untrusted(row.title)}", style="bold"))
        where = f"in {untrusted(hit.file)}{f', page {hit.page}' if hit.page else ''}" if hit.file else ""
        where += (", read by OCR: " if hit.ocr else ": ") if hit.file else ""
        line(
            Text.assemble(
                "  ",
                (where, "dim"),
                *((untrusted(piece.text), "bold underline" if piece.hit else "") for piece in hit.snippet),
            )
        )
