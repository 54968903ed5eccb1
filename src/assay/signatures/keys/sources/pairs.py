"""Lines of an owner name, blanks and the record without quotes: `SELECTOR._domainkey.DOMAIN  v=DKIM1; …`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assay.signatures.keys.names import MARK, split_owner
from assay.signatures.keys.sources.interface import Problem, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEGATIVE: Final = re.compile(r"~~.*~~|NXDOMAIN|SERVFAIL|NODATA|TIMEOUT", re.IGNORECASE)
"""What such files write where the DNS gave no record."""


def read_pairs(text: str) -> Iterator[Row | Problem]:
    """One record a line; `#` and `;` begin a comment line."""
    for line, raw in enumerate(text.split("\n"), 1):
        content = raw.strip()
        if not content or content[0] in "#;":
            continue
        owner, _, record = content.partition(" ") if " " in content else content.partition("\t")
        owner, record = _resplit(owner, record)
        names = split_owner(owner)
        if names is None:
            yield Problem(line, f"{owner[:80]!r} isn't the name of a key: no .{MARK}. in it")
        elif _NEGATIVE.fullmatch(record):
            yield Problem(line, f"no record: {record[:80]}", *names)
        else:
            yield Row(line, *names, _unquoted(record))


def _resplit(owner: str, record: str) -> tuple[str, str]:
    """The same, where a tab comes before the first space."""
    head, tab, tail = owner.partition("\t")
    return (head, f"{tail} {record}".strip()) if tab else (owner, record.strip())


def _unquoted(record: str) -> str:
    """The record without the quotes of DNS strings around it."""
    if not record.startswith('"'):
        return record
    return "".join(re.findall(r'"([^"]*)"?', record))
