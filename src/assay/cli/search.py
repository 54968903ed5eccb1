"""`assay search`: full text with fields."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer
from rich.text import Text

from assay.case import Case
from assay.case.index.find import Facets, Order
from assay.case.index.grammar import FIELDS, parse
from assay.case.index.search import Hit, Results, Search
from assay.case.rows import iso, listed_row
from assay.cli.console import Column, counted, line, say, table
from assay.cli.marks import mark
from assay.cli.options import CaseFolder, Format
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
    facets: Annotated[bool, typer.Option("--facets", help="Also count by verdict, sender, month and kind.")] = False,
) -> None:
    """Search the text and headers of all items, in French and English, with or without accents."""
    if not query.strip():
        raise UsageError("There is nothing to search for; `assay search --help` names the fields.")
    parse(query)
    with Case.open_whole(case) as opened:
        searcher = Search(opened)
        if not searcher.is_current:
            say("Bringing the search index up to date …")
        counts = searcher.search(query, limit=0, facets=facets)
        hits = _hits(searcher, query, sort, limit, offset)
        if format == Format.TABLE:
            _show(counts, list(hits), limit or counts.total, offset)
            return
        with held_back() as stream:
            if format == Format.JSONL:
                for hit in hits:
                    print_json(_row(hit), stream)
            else:
                print_csv(_KEYS, (list(_row(hit).values()) for hit in hits), stream)
        if facets:
            say(_facets_text(counts.facets))


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
    if found.facets:
        _show_facets(found.facets)


def _show_facets(facets: Facets) -> None:
    for name in ("verdict", "kind", "sender", "month"):
        counts: dict[str, int] = getattr(facets, name)
        if counts:
            line()
            table([Column(name), Column("items", number=True)], [[value, f"{n:,}"] for value, n in counts.items()])


def _facets_text(facets: Facets | None) -> str:
    if facets is None:
        return ""
    return "\n".join(
        f"{name}: " + ", ".join(f"{value} {count:,}" for value, count in getattr(facets, name).items())
        for name in ("verdict", "kind", "sender", "month")
    )
