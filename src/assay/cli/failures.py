"""What couldn't be taken in, for people: like failures of one container in one row, or each in a row of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from assay.cli.console import Column, counted, line, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_GROUPS = 50
_HINTS = {
    "tool missing": "assay doctor says what to install; then run examine again",
    "encrypted": "needs its password: unpack it and examine the folder",
    "unreadable": "permanently broken",
    "limit": "a bound against hostile input; kept as it is",
    "crashed": "a parser failed on it; kept as it is",
    "timeout": "took too long; kept as it is",
    "left out": "not evidence: files of a case",
}
_NUMBER = re.compile(r"\d+")


class Group(msgspec.Struct, frozen=True):
    """Failures of one container, or one folder, that are alike but for numbers.

    Attributes:
        count: how many.
        state: their state.
        where: the path of the only one, or what holds all; untrusted.
        reason: of the first; untrusted.
    """

    count: int
    state: str
    where: str
    reason: str


def grouped(failures: Iterable[Mapping[str, Any]]) -> list[Group]:
    """Groups failures (`path`, `state`, `reason`), the largest group first."""
    found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for failure in failures:
        key = (failure["state"], holder(failure["path"]), _NUMBER.sub("#", failure["reason"]))
        found.setdefault(key, []).append(failure)
    groups = [
        Group(len(alike), state, alike[0]["path"] if len(alike) == 1 else where, alike[0]["reason"])
        for (state, where, _), alike in found.items()
    ]
    return sorted(groups, key=lambda group: -group.count)


def holder(path: str) -> str:
    """What holds an entry: its container, else its folder."""
    container, inside, _ = path.rpartition("!/")
    return f"{container}!/" if inside else f"{path.rpartition('/')[0] or '.'}/"


def show_failures(failures: Sequence[Mapping[str, Any]], *, each: bool = False) -> None:
    """Print failures on stdout.

    Args:
        failures: with `path`, `state` and `reason`.
        each: a row for each instead of groups.
    """
    line(f"{counted(len(failures), 'entry', 'entries')} couldn't be taken in:")
    columns = [Column("state"), Column("where", flexible=True), Column("reason", flexible=True)]
    if each:
        table(columns, [[failure["state"], failure["path"], failure["reason"]] for failure in failures])
    else:
        groups = grouped(failures)
        rows = [[f"{group.count:,}", group.state, group.where, group.reason] for group in groups[:MOST_GROUPS]]
        table([Column("entries", number=True), *columns], rows)
        if len(groups) > MOST_GROUPS:
            line(f"and {sum(group.count for group in groups[MOST_GROUPS:]):,} more")
        if len(groups) < len(failures) or len(groups) > MOST_GROUPS:
            line("--all lists each, --json too")
    for state in sorted({failure["state"] for failure in failures}):
        line(f"{state}: {_HINTS.get(state, 'kept as it is')}")
