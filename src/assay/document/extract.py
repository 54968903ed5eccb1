"""The bytes of a file to its text, its metadata and the files inside of it.

Meant for a process that may be killed: libraries for PDF, pictures and spreadsheets are native code and read what an
adversary wrote. Everything that can be bounded here is (`Bounds`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.bounds import Bounds
from assay.document.draft import Draft
from assay.document.kinds import kind_of
from assay.document.lies import lie
from assay.document.metadata import metadata
from assay.document.readers.registry import READERS
from assay.intake.guard import named
from assay.model.errors import Encrypted, IntakeError, LimitReached
from assay.model.extracted import Extracted, State

if TYPE_CHECKING:
    from assay.document.kinds import Kind

VERSION = 1
_DEFAULT = Bounds()


def extract(data: bytes, name: str, media: str = "", bounds: Bounds = _DEFAULT) -> Extracted:
    """Reads a file. Never raises on any bytes.

    Args:
        data: the bytes of the file.
        name: its name; untrusted. It never chooses a reader, and where it contradicts the content, the result says so.
        media: the media type that was declared for it; untrusted, used for nothing but what the content leaves open.
        bounds: how much is read at most.
    """
    draft = Draft(name, bounds)
    if not data:
        return Extracted(state=State.UNREADABLE, reason="it's empty", version=VERSION)
    try:
        with named("it can't be read"):
            kind = kind_of(data, name or media.replace("/", "."))
            _read(data, kind, draft)
    except IntakeError as error:
        return Extracted(state=State.UNREADABLE, reason=str(error), version=VERSION)
    return _finished(draft, kind, lie(name, kind.kind, kind.media))


def _read(data: bytes, kind: Kind, draft: Draft) -> None:
    known = metadata(data)
    draft.found.facts.update(known.facts)
    draft.found.times.update(known.times)
    reader = READERS.get(kind.kind)
    if reader is None:
        draft.end(State.NO_READER, f"no text is read from {kind.media}")
        return
    try:
        with named("it's damaged"):
            reader(data, draft)
    except Encrypted as error:
        draft.found.say("encrypted", "yes")
        draft.end(State.ENCRYPTED, str(error))
    except LimitReached as error:
        draft.cut = True
        if not draft.pages:
            draft.end(State.LIMIT, str(error))
    except IntakeError as error:
        draft.damaged(str(error))
    damage = draft.found.facts.get("damaged")
    if damage and not _gave(draft):
        draft.end(State.UNREADABLE, damage)


def _gave(draft: Draft) -> bool:
    """Whether anything came out that can be looked at."""
    return bool(draft.embedded) or draft.picture is not None or any(page.text for page in draft.pages)


def _finished(draft: Draft, kind: Kind, lying: str) -> Extracted:
    words = sum(len(page.text.split()) for page in draft.pages)
    if words:
        draft.found.say("words", str(words))
    if draft.embedded:
        draft.found.say("attachments", str(len(draft.embedded)))
    return Extracted(
        kind=kind.kind,
        media=kind.media,
        state=draft.state,
        reason=draft.reason,
        pages=tuple(draft.pages),
        cut=draft.cut,
        facts=draft.found.facts,
        times=draft.found.times,
        embedded=tuple(draft.embedded),
        lie=lying,
        picture=draft.picture,
        scanned=draft.scanned,
        version=VERSION,
    )
