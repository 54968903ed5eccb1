"""Dates as people write them in a query, as ranges of seconds since 1970 (UTC)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from assay.case.index.grammar import QueryProblem

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
FOREVER = 1 << 62


def period(text: str) -> tuple[int, int]:
    """First second of a year, month or day, and the first second after it.

    Raises:
        QueryProblem: it isn't written as YYYY, YYYY-MM or YYYY-MM-DD, or there is no such day.
    """
    match = _DATE.fullmatch(text.strip())
    problem = QueryProblem(f"{text!r} is no date: write 2017, 2017-04 or 2017-04-24.")
    if match is None:
        raise problem
    try:
        year, month, day = (int(part) if part else 0 for part in match.groups())
        start = datetime(year, month or 1, day or 1, tzinfo=UTC)
        if day:
            end = start + timedelta(days=1)
        else:
            end = datetime(year + (month in {0, 12}), month % 12 + 1 if month else 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        raise problem from None
    return int(start.timestamp()), int(end.timestamp())


def span(field: str, text: str) -> tuple[int, int]:
    """What `date:`, `before:` and `after:` mean: seconds from (inclusive) and to (exclusive).

    Raises:
        QueryProblem: it's no date.
    """
    if field == "before":
        return -FOREVER, period(text)[0]
    if field == "after":
        return period(text)[1], FOREVER
    if ".." in text:
        return _range(*text.split("..", 1))
    return period(text)


def _range(first: str, last: str) -> tuple[int, int]:
    if not first.strip() and not last.strip():
        raise QueryProblem("A range needs a beginning or an end: write 2017-03-01..2017-04-24, 2017.. or ..2017.")
    start = period(first)[0] if first.strip() else -FOREVER
    end = period(last)[1] if last.strip() else FOREVER
    if end <= start:
        raise QueryProblem(f"{first}..{last} ends before it begins: write the earlier date first.")
    return start, end
