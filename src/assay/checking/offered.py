"""What circulates, read in workers that may be killed: it's as hostile as anything in the dump."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Self

import msgspec

from assay.engine.interface import Crashed, Task
from assay.engine.local import LocalExecutor
from assay.model.extracted import Page, State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

FUNCTION = "assay.checking.reading:run"


class Offer(msgspec.Struct, frozen=True):
    """A file to be read.

    Attributes:
        name: what it's called; untrusted.
        data: its bytes.
        ocr: whether pictures are read by OCR.
        again: whether a picture is read in another size, so that other signs are misread.
    """

    name: str
    data: bytes
    ocr: bool
    again: bool = False


class Enclosed(msgspec.Struct, frozen=True):
    """A file that a mail carries: digest of its bytes, name, and pages; untrusted."""

    sha256: str
    name: str
    pages: tuple[Page, ...] = ()


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of it.

    Attributes:
        sha256: of its bytes, hex.
        kind: as in `Extracted`.
        state, reason: how reading ended.
        pages: its text; of a mail its subject and readable text.
        picture: perceptual hash, where it's a picture.
        ocr: whether the text was read out of a picture.
        message_id: of a mail.
        fields: the header fields of a mail that readers see, decoded.
        files: what a mail carries.
    """

    sha256: str
    kind: str = ""
    state: str = State.READ.value
    reason: str = ""
    pages: tuple[Page, ...] = ()
    picture: int | None = None
    ocr: bool = False
    message_id: str = ""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    files: tuple[Enclosed, ...] = ()


class Reader:
    """Reads files in worker processes that are kept until the last file is read; to be closed."""

    def __init__(self, jobs: int | None = None) -> None:
        """With so many workers; as many as there are cores by default."""
        self._workers = LocalExecutor(FUNCTION, jobs)

    def __enter__(self) -> Self:
        self._workers.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def read(self, offers: Sequence[Offer]) -> list[Offered]:
        """Reads files, in their order; a reader that dies leaves the digest and the reason."""
        for number, offer in enumerate(offers):
            self._workers.submit(Task(str(number), msgspec.msgpack.encode(offer)))
        found: dict[int, Offered] = {}
        for outcome in self._workers.outcomes():
            number = int(outcome.task.id)
            if isinstance(outcome, Crashed):
                digest = hashlib.sha256(offers[number].data).hexdigest()
                found[number] = Offered(sha256=digest, state=outcome.state, reason=outcome.reason)
            else:
                found[number] = msgspec.msgpack.decode(outcome.value, type=Offered)
        return [found[number] for number in range(len(offers))]
