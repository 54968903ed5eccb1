"""The versions of a document, for people and as JSON."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from rich.text import Text

from assay.case.rows import iso
from assay.checking.decide import MANY
from assay.cli.console import counted, line
from assay.cli.marks import mark
from assay.model.untrusted import untrusted
from assay.model.versions import Age, Sort, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.checking.result import Change
    from assay.checking.versions import Other, Versions

LISTED, CHANGES = 12, 6
"""Versions, and places where one differs, that people are shown; JSON has all that were compared."""
_WIDTH, _CUT, _SHORT = 88, 60, 12
_SAYS = {
    Source.MAIL: "mail {mail}, whose verdict vouches for its files, carried it on {when}",
    Source.OTHER_MAIL: "mail {mail} carried it on {when}, but nothing vouches for the files of that mail",
    Source.SAVED: "last saved {when}, says its metadata",
    Source.CREATED: "made {when}, says its metadata",
    Source.PRINTED: "printed {when}, says its metadata",
    Source.PACKED: "packed {when}, by the clock of a machine whose zone isn't known",
    Source.TAKEN: "taken {when}, says the camera",
    Source.REVISION: "saved {number} times, as its program counts",
    Source.UPDATES: "appended to {number} times",
}


def show_versions(found: Sequence[Versions]) -> None:
    """Print what else the dump has of documents."""
    for one in found:
        line()
        if one.sort is Sort.FORM:
            _form(one)
            continue
        alike = "They look alike; their text isn't known." if one.looks else "They are alike in their words."
        line(f"Versions of {_cut(one.name) or 'this document'}: {one.count:,}, the oldest first. {alike}")
        for number, other in _window(one.others):
            _version(number, other)
        left = one.count - min(one.count, LISTED)
        if left:
            line(f"  and {counted(left, 'more', 'more')}: --json lists all")


def _window(others: Sequence[Other]) -> list[tuple[int, Other]]:
    """The versions around this one, numbered."""
    here = next((at for at, one in enumerate(others) if one.this), 0)
    start = max(0, min(here - LISTED // 2, len(others) - LISTED))
    return list(enumerate(others, 1))[start : start + LISTED]


def _form(one: Versions) -> None:
    text = (
        f"{counted(one.count - 1, 'other document is', 'other documents are')} alike to {_cut(one.name)}, each "
        "different in its own way: one form that was filled in many times, or letters of one wording. They aren't "
        "counted as versions."
    )
    for part in textwrap.wrap(untrusted(text), _WIDTH):
        line(part)
    for other in one.others:
        line(f"  {other.version.item[:_SHORT]}  {_cut(other.version.name)}")


def _version(number: int, other: Other) -> None:
    version = other.version
    when = (iso(version.seconds) or "no date")[:16].replace("T", " ")
    head = Text(f"  {number:>2}. {when}  {untrusted(_cut(version.name))}  ")
    head.append_text(mark(other.verdict, in_part=other.in_part))
    name = version.sha256 if other.loose else version.item
    head.append(" (this one)" if other.this else f"  {name[:_SHORT]}")
    line(head)
    where = "a loose file" if other.loose else ""
    mails = counted(version.mails, "mail", "mails")
    carried = (
        f"carried by {mails} ({', '.join(mail[:_SHORT] for mail in version.carriers[:3])})" if version.mails else ""
    )
    _said("; ".join(filter(None, (where, carried))))
    _said("; ".join(map(_age, version.ages)) or "nothing tells its age")
    for text in version.conflicts:
        _said(f"conflict: {text}")
    if other.compared:
        _differs(other.differs)


def _differs(differs: Sequence[Change]) -> None:
    if not differs:
        _said("its words are those of this one")
        return
    form = ", rather as another filling of one form than as a version" if len(differs) > MANY else ""
    _said(f"differs from this one in {counted(len(differs), 'place', 'places')}{form}:")
    for change in differs[:CHANGES]:
        there = f"“{_cut(change.dump)}”" if change.dump else "nothing"
        here = f"“{_cut(change.here)}”" if change.here else "nothing"
        _said(f"  {change.kind}: there {there}, here {here}")
    if len(differs) > CHANGES:
        _said(f"  and {len(differs) - CHANGES:,} more")


def _said(text: str) -> None:
    for part in textwrap.wrap(untrusted(text), _WIDTH - 6, subsequent_indent="  ") if text else ():
        line(f"      {part}")


def _age(age: Age) -> str:
    when = (iso(age.seconds) or "")[:16].replace("T", " ")
    return _SAYS[age.source].format(when=when, mail=age.mail[:_SHORT], number=f"{age.number or 0:,}")


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else f"{text[: _CUT - 1]}…"


def version_rows(found: Sequence[Versions]) -> list[dict[str, Any]]:
    """The same for other programs."""
    return [
        {
            "file": one.file,
            "name": one.name,
            "sort": one.sort.value,
            "looks": one.looks,
            "count": one.count,
            "documents": [_row(other) for other in one.others],
        }
        for one in found
    ]


def _row(other: Other) -> dict[str, Any]:
    version = other.version
    return {
        "file": version.sha256,
        "item": version.item,
        "name": version.name,
        "size": version.size,
        "this": other.this,
        "loose": other.loose,
        "verdict": other.verdict or None,
        "in_part": other.in_part,
        "carriers": list(version.carriers),
        "mails": version.mails,
        "date": iso(version.seconds),
        "dated_by": version.by.value if version.by else None,
        "ages": [
            {"source": age.source.value, "date": iso(age.seconds), "number": age.number, "mail": age.mail or None}
            for age in version.ages
        ],
        "conflicts": list(version.conflicts),
        "compared": other.compared,
        "differs": [
            {
                "kind": change.kind,
                "there": change.dump,
                "here": change.here,
                "before": change.before,
                "after": change.after,
            }
            for change in other.differs
        ],
    }
