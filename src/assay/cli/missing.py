"""The mails that are quoted but not here, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.cli.console import Column, counted, line, table
from assay.cli.records import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.context import Missing

LISTED = 200
_ITEM = 12


def show_missing(missing: Sequence[Missing], *, as_json: bool) -> None:
    """Print the list; all of it as JSON, its beginning for people."""
    if as_json:
        print_json([msgspec.to_builtins(one) for one in missing])
        return
    if not missing:
        line("No mail is quoted that isn't here, as far as quotations name author and time.")
        return
    line(f"{counted(len(missing), 'mail is', 'mails are')} quoted but not here, as the lines above the quotations say:")
    rows = [
        [
            one.address or one.author,
            one.date,
            f"{one.words:,}",
            one.shown,
            f"{one.mails:,}" + (", proven" if one.proven else ""),
            one.quoted_by[0][:_ITEM],
        ]
        for one in missing[:LISTED]
    ]
    columns = [
        Column("author", flexible=True),
        Column("written", flexible=True),
        Column("words", number=True),
        Column("begins", flexible=True),
        Column("quoted by mails"),
        Column("one of them"),
    ]
    table(columns, rows)
    if len(missing) > LISTED:
        line(f"and {len(missing) - LISTED:,} more: --json lists all")
