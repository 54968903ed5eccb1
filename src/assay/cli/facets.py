"""How what was found divides, and who somebody is, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from assay.case.rows import iso
from assay.cli.console import Column, counted, line, table
from assay.model.untrusted import untrusted

if TYPE_CHECKING:
    from assay.case.index.facets import Facet, Facets
    from assay.case.who import Known, Used

_SHOWN = 6
"""Values of each that are printed for people."""


def show_facets(facets: Facets, total: int) -> None:
    """Print the counts, each value as what narrows the query to it; one that all items have doesn't.

    Args:
        facets: the counts.
        total: how many items match.
    """
    rows = [
        ["" if number else group.name, untrusted(group.narrowed(value)), f"{count:,}"]
        for group in facets.groups
        for number, (value, count) in enumerate(_narrowing(group, total)[:_SHOWN])
    ]
    if rows:
        line()
        line(Text("Narrow it by adding one of these:", style="bold"))
        table([Column("by"), Column("add to the query"), Column("items", number=True)], rows)


def _narrowing(group: Facet, total: int) -> list[tuple[str, int]]:
    return [(value, count) for value, count in group.counts.items() if count < total and group.narrowed(value)]


def facets_text(facets: Facets) -> str:
    """The counts as lines, for beside data."""
    return "\n".join(
        f"{group.name}: " + ", ".join(f"{group.narrowed(value)} {count:,}" for value, count in group.counts.items())
        for group in facets.groups
    )


def show_person(name: str, known: Known) -> None:
    """Print who somebody is, as mails say it themselves."""
    if not known.mails:
        return
    line()
    more = ", the newest looked at" if known.cut else ""
    line(Text.assemble((untrusted(name), "bold"), f" in {counted(known.mails, 'mail', 'mails')}{more}:"))
    groups: dict[str, tuple[Used, ...]] = {
        "name": known.names, "address": known.addresses, "title": known.titles, "organisation": known.organisations,
        "telephone": known.phones, "place": known.places,
    }  # fmt: skip
    rows = [
        ["" if number else what, untrusted(one.value), f"{one.mails:,}", _day(one.first), _day(one.last)]
        for what, used in groups.items()
        for number, one in enumerate(used[:_SHOWN])
    ]
    table([Column("what"), Column("said"), Column("mails", number=True), Column("first"), Column("last")], rows)
    line(Text("Mails say this of themselves: it proves nothing.", style="dim"))


def _day(date: float | None) -> str:
    return (iso(date) or "")[:10]
