"""What commands and screens ask of a case: its items in rows, one item with all that is known, its counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from assay.case.damage import known_verdict
from assay.case.safe_text import escape
from assay.case.verdicts import Judged
from assay.model.entry import Entry, Kind
from assay.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assay.case.evidence import Evidence

_DIGEST = re.compile(r"[0-9a-f]{4,64}")
_ROW = """
SELECT i.sha256, i.source, i.path, i.kind, i.message_id, i.date_seconds, i.from_text, i.from_address, i.subject,
       i.size, coalesce(v.verdict, ''), coalesce(v.in_part, false), coalesce(v.score, 0.0)
FROM items i LEFT JOIN verdicts v ON v.item = i.sha256
"""
_UNDATED = -1e18
_MOST_CANDIDATES = 20


class ItemRow(msgspec.Struct, frozen=True):
    """One item in a list; all text but the digest and the verdict is untrusted.

    Attributes:
        item: SHA-256 of its bytes, hex.
        source: the label of the source of its first place.
        path: its first place inside the dump, as displayed.
        kind: message or document.
        message_id, from_text, from_address, subject: header values, decoded.
        date: seconds since 1970, or None.
        size: of its bytes.
        verdict: one of the five; empty where it wasn't judged yet.
        in_part, score: of the judgement.
    """

    item: str
    source: str
    path: str
    kind: str
    message_id: str
    date: float | None
    from_text: str
    from_address: str
    subject: str
    size: int
    verdict: str
    in_part: bool
    score: float

    @property
    def title(self) -> str:
        """What stands for the item in a list: the subject, else the file's name."""
        return self.subject or self.path.rpartition("/")[2]


def _item_row(row: Sequence[Any]) -> ItemRow:
    made = ItemRow(*row)
    known_verdict(made.verdict)
    return made


class Cursor(msgspec.Struct, frozen=True):
    """Where a page of the list ended: date (or None) and digest of its last row."""

    date: float | None
    item: str


def page(evidence: Evidence, verdict: str = "", after: Cursor | None = None, limit: int = 50) -> list[ItemRow]:
    """Items, the newest first (undated last), by keyset: `after` is where the page before ended."""
    conditions: list[str] = ["true"]
    params: list[Any] = []
    if verdict:
        conditions.append("v.verdict = ?")
        params.append(verdict)
    if after is not None:
        date = _UNDATED if after.date is None else after.date
        conditions.append(f"(coalesce(i.date_seconds, {_UNDATED}), i.sha256) < (?, ?)")
        params += [date, after.item]
    query = (
        f"{_ROW} WHERE {' AND '.join(conditions)} "
        f"ORDER BY coalesce(i.date_seconds, {_UNDATED}) DESC, i.sha256 DESC LIMIT {int(limit)}"
    )
    return [_item_row(row) for row in evidence.sql(query, params)]


def rows(evidence: Evidence, items: Iterable[str]) -> dict[str, ItemRow]:
    """The rows of these items."""
    wanted = list(items)
    if not wanted:
        return {}
    found = evidence.sql(f"{_ROW} WHERE i.sha256 IN (SELECT unnest(?))", [wanted])
    return {row[0]: _item_row(row) for row in found}


def texts(evidence: Evidence, items: Iterable[str]) -> dict[str, str]:
    """The readable text of these items; untrusted."""
    wanted = list(items)
    query = "SELECT sha256, any_value(text) FROM places WHERE sha256 IN (SELECT unnest(?)) GROUP BY sha256"
    return dict(evidence.sql(query, [wanted])) if wanted else {}


def candidates(evidence: Evidence, name: str) -> list[ItemRow]:
    """The items somebody may mean: by the beginning of the SHA-256, the Message-ID or the path inside the dump.

    The first of these that finds anything counts; a path may be given from its end (`inbox/3.eml`).
    """
    name = escape(name.strip())
    attempts: list[tuple[str, list[Any]]] = []
    if _DIGEST.fullmatch(name.lower()):
        attempts.append(("i.sha256 LIKE ? || '%'", [name.lower()]))
    bare = name.removeprefix("<").removesuffix(">")
    attempts += [
        ("i.sha256 IN (SELECT sha256 FROM places WHERE message_id IN (?, ?))", [bare, f"<{bare}>"]),
        ("i.sha256 IN (SELECT sha256 FROM places WHERE path = ? OR source || '/' || path = ?)", [name, name]),
        ("i.sha256 IN (SELECT sha256 FROM places WHERE ends_with(path, '/' || ?))", [name]),
    ]
    for condition, params in attempts:
        query = f"{_ROW} WHERE {condition} ORDER BY i.sha256 LIMIT {_MOST_CANDIDATES + 1}"
        if name and (found := evidence.sql(query, params)):
            return [_item_row(row) for row in found]
    return []


def the_item(evidence: Evidence, name: str) -> ItemRow:
    """The one item somebody means.

    Raises:
        UsageError: none or several; the message lists them (untrusted text, to be escaped when printed).
    """
    found = candidates(evidence, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"There is no item {name!r} in the case. Give at least 4 digits of its SHA-256, its Message-ID or its path."
        )
    more = "\n  and more" if len(found) > _MOST_CANDIDATES else ""
    listed = "\n".join(f"  {row.item[:16]}  {row.path}  {row.title}" for row in found[:_MOST_CANDIDATES])
    raise UsageError(f"{name!r} is several items; say which by its SHA-256:\n{listed}{more}")


class Item(msgspec.Struct, frozen=True):
    """One item with all that is known.

    Attributes:
        row: as in a list.
        entry: the row of the evidence of its first place.
        places: all places, as displayed, the first place first.
        judged: the verdict with findings and checked signatures; None before judging.
        notes: for each place what its containers knew; untrusted.
    """

    row: ItemRow
    entry: Entry
    places: tuple[str, ...]
    judged: Judged | None
    notes: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)


def item(evidence: Evidence, row: ItemRow) -> Item:
    """Everything about one item."""
    where = "sha256 = ? AND kind IN ('message', 'document')"
    entries = sorted(
        evidence.entries(where=where, params=[row.item]), key=lambda entry: (entry.place.source, str(entry.place))
    )
    first = next(entry for entry in entries if str(entry.place) == row.path and entry.place.source == row.source)
    places = tuple(dict.fromkeys([row.path, *(str(entry.place) for entry in entries)]))
    notes = {str(entry.place): entry.notes for entry in (*reversed(entries), first)}
    return Item(row, first, places, next(iter(evidence.judged(row.item)), None), notes)


def verdict_counts(evidence: Evidence) -> dict[tuple[str, bool], int]:
    """How many items have each verdict, whole and in part."""
    query = "SELECT verdict, in_part, count(*) FROM verdicts GROUP BY ALL"
    return {(known_verdict(verdict), in_part): count for verdict, in_part, count in evidence.sql(query)}


def kind_counts(evidence: Evidence) -> dict[str, tuple[int, int]]:
    """How many entries ended as each kind, and their bytes; `pending` are those that are still to be taken in."""
    query = (
        "SELECT kind, count(*), CAST(coalesce(sum(size), 0) AS BIGINT) FROM entries e WHERE kind != 'pending' OR NOT "
        "EXISTS (SELECT 1 FROM entries o WHERE o.kind != 'pending' AND o.source = e.source AND o.path = e.path) "
        "GROUP BY kind"
    )
    found = {kind: (count, size) for kind, count, size in evidence.sql(query)}
    return {kind.value: found.get(kind.value, (0, 0)) for kind in Kind}


def sizes(evidence: Evidence) -> tuple[int, int]:
    """How many distinct items there are, and the bytes of all."""
    count, size = evidence.sql("SELECT count(*), CAST(coalesce(sum(size), 0) AS BIGINT) FROM items")[0]
    return int(count), int(size)


def failure_counts(evidence: Evidence) -> list[tuple[str, str, int]]:
    """Failures by state and reason, most frequent first; the reason is untrusted."""
    query = "SELECT state, reason, count(*) AS n FROM failures GROUP BY ALL ORDER BY n DESC, state, reason"
    return [(state, reason, count) for state, reason, count in evidence.sql(query)]


def failures(evidence: Evidence, limit: int = 1_000) -> Sequence[tuple[str, str, str, int]]:
    """Path, state, reason and size of what couldn't be taken in; untrusted."""
    query = "SELECT path, state, reason, size FROM failures ORDER BY source, path LIMIT ?"
    return [(path, state, reason, size) for path, state, reason, size in evidence.sql(query, [limit])]


def signers(evidence: Evidence) -> set[tuple[str, str]]:
    """Domain and selector of every signature in the case; untrusted."""
    found: set[tuple[str, str]] = set()
    for entry in evidence.entries(columns=("signatures",), where="signatures <> '[]'"):
        found.update((one.domain, one.selector) for one in entry.signatures if one.domain and one.selector)
    return found
