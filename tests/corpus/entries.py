"""Rows of the take-in pass with what relations of senders and files read."""

from __future__ import annotations

import hashlib

from assay.model.entry import Entry, Kind
from assay.model.place import Place, Span
from assay.model.signature import Instance, Measured, Scheme
from assay.model.traits import Carried, Traits

SIGNED = Measured(
    scheme=Scheme.DKIM, header=Instance("DKIM-Signature", 0, Span(0, 1)), body_signed=90, body_total=90, doubt=""
)
DAY = 86_400.0
YEAR = 365 * DAY
T0 = 1_400_000_000.0


def digest(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


def file(name: object, kind: str = "ooxml", facts: dict[str, str] | None = None, **times: float) -> Carried:
    return Carried("2", f"{name}.bin", "x/y", digest(f"file {name}"), 9_000, kind, facts or {}, times)


def mail(identity: object, sender: str, *files: Carried, name: str = "", date: float = T0, **more: object) -> Entry:
    people = (("from", name, sender), *more.pop("names", ()))
    return Entry(
        **{
            "kind": Kind.MESSAGE,
            "place": Place("s", str(identity)),
            "sha256": digest(identity),
            "message_id": f"{identity}@x",
            "date": date,
            "from_address": sender,
            "signatures": (SIGNED,),
            "traits": Traits(files=files, names=people),
            **more,
        }
    )


def document(one: Carried) -> Entry:
    return Entry(kind=Kind.DOCUMENT, place=Place("s", one.name), sha256=one.sha256, traits=Traits(files=(one,)))
