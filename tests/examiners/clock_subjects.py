"""Subjects with clocks, for the tests of what clocks say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.engine.mail import message_entry
from assay.examiners.interface import Subject
from assay.model.context import Context, Standing, Thread
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Span, Stored
from assay.model.signature import Instance, Measured, Scheme
from assay.model.traits import Clock, Hop, Traits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.finding import Finding

DATE = 1_493_019_000.0
DAY = 86_400.0


def clock(name: str, after: float, **more: object) -> Clock:
    """A clock so many seconds after Date."""
    return Clock(name, DATE + after, Span(0, 5), **more)


def hop(by: str, after: float | None, field: str = "received") -> Hop:
    seconds = None if after is None else DATE + after
    return Hop("", "", "", by, "", "", "", seconds, 0, False, Span(10, 20), field)


def signed(domain: str, after: float, scheme: Scheme = Scheme.DKIM) -> Measured:
    return Measured(
        scheme=scheme, header=Instance("DKIM-Signature", 0, Span(30, 40)), domain=domain, signed_at=int(DATE + after)
    )


def entry(
    clocks: Sequence[Clock] = (),
    hops: Sequence[Hop] = (),
    signatures: Sequence[Measured] = (),
    zone: int | None = 0,
    **more: object,
) -> Entry:
    traits = Traits(clocks=tuple(clocks), hops=tuple(hops), zone=zone)
    fields: dict[str, object] = {
        "kind": Kind.MESSAGE,
        "place": Place("test", "mail.eml"),
        "sha256": "a" * 64,
        "size": 1000,
        "date": DATE,
        "traits": traits,
        "signatures": tuple(signatures),
        **more,
    }
    return Entry(**fields)


def subject(one: Entry, parent_after: float | None = None, parent: Standing = Standing.NONE) -> Subject:
    """The entry as examiners get it, answering a mail of so many seconds after its own Date."""
    if parent_after is None:
        return Subject(entry=one)
    thread = Thread(parent="b" * 64, parent_seconds=DATE + parent_after, parent_standing=parent, seconds=DATE)
    return Subject(entry=one, context=Context(thread=thread))


def parsed(raw: bytes) -> Entry:
    stored = Stored(pack=False, path="x", offset=0, length=len(raw))
    return message_entry(Place("test", "mail.eml"), stored, raw, {}, reconstructed=False)


def told(findings: Sequence[Finding]) -> dict[str, str]:
    """Strength and direction by code."""
    return {finding.code: f"{finding.direction.value}, {finding.strength.value}" for finding in findings}
