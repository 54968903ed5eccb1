"""The header fields of a mail that circulates beside those of the mail in the dump."""

from __future__ import annotations

from assay.checking.result import Change
from assay.message.date import parse_date, timestamp


def field_changes(here: dict[str, str], dump: dict[str, str]) -> tuple[Change, ...]:
    """The fields that a reader sees and that differ; Date by the moment that it says.

    Args:
        here: of the mail that circulates, by lower-case name, decoded.
        dump: of the one in the dump.
    """
    found = []
    for name, there in dump.items():
        now = here.get(name, "")
        same = _moment(there) == _moment(now) if name == "date" else " ".join(there.split()) == " ".join(now.split())
        if not same:
            found.append(Change("field", there, now, before=name.title()))
    return tuple(found)


def _moment(text: str) -> float | str:
    seconds = timestamp(parse_date(text.encode("utf-8", "replace")))
    return text if seconds is None else seconds
