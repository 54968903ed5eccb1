"""The forms of `makers.toml`: how services and servers write the identifiers that they make."""

from __future__ import annotations

import calendar
import functools
import importlib.resources
import re
import tomllib
from typing import NamedTuple

_PATTERNS = ("form", "by", "protocol", "says", "at", "home", "senders")


class Form(NamedTuple):
    """One of them; the file says what each field means.

    `since` is in seconds since 1970 here, and `source` is for whoever reads the file.
    """

    name: str
    form: re.Pattern[str]
    words: str
    seen: int
    since: float
    by: re.Pattern[str] | None = None
    field: str = "received"
    protocol: re.Pattern[str] | None = None
    says: re.Pattern[str] | None = None
    dated: bool = False
    at: re.Pattern[str] | None = None
    home: re.Pattern[str] | None = None
    senders: re.Pattern[str] | None = None


@functools.cache
def forms() -> tuple[tuple[Form, ...], tuple[Form, ...]]:
    """Those of lines and those of Message-IDs."""
    text = importlib.resources.files("assay.examiners").joinpath("makers.toml").read_text("utf-8")
    known = tomllib.loads(text)
    lines, ids = ([_form(one) for one in known[kind]] for kind in ("line", "id"))
    return tuple(lines), tuple(ids)


def _form(known: dict[str, object]) -> Form:
    given = {field: known[field] for field in Form._fields if field in known}
    given |= {field: re.compile(str(known[field])) for field in _PATTERNS if field in known}
    given["since"] = float(calendar.timegm((int(str(known["since"])), 1, 1, 0, 0, 0)))
    return Form(**given)  # type: ignore[arg-type]
