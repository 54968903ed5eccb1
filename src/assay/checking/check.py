"""Checks what circulates against a case."""

from __future__ import annotations

import functools
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec

from assay.checking.answers import Answers
from assay.checking.library import Library
from assay.checking.offered import Offer, Reader
from assay.checking.sought import sought

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from assay.case import Case
    from assay.checking.offered import Offered
    from assay.checking.result import Result

_FILES, _BYTES = 32, 64 << 20
"""Documents that are looked up together: so many, or of so many bytes."""


class Checker:
    """Checks documents against one case."""

    def __init__(self, case: Case) -> None:
        """Of an open case."""
        self._library = Library(case)
        self._answers = Answers(self._library)

    def check(self, name: str, data: bytes, *, ocr: bool = True) -> Result:
        """Says whether a document is in the dump, and unchanged.

        Args:
            name: how it's called; untrusted.
            data: its bytes.
            ocr: whether pictures are read, where the tesseract program is installed.
        """
        return next(iter(self.check_all([Offer(name, data, ocr)])))

    def check_all(self, offers: Iterable[Offer]) -> Iterator[Result]:
        """Says it of each of several documents, in their order; some at a time are looked up together.

        Args:
            offers: the documents; read as they are needed.
        """
        with Reader() as reader, ThreadPoolExecutor(1) as beside:
            opening = beside.submit(self._library.open)
            for batch in _batches(offers):
                start = time.monotonic()
                again = [functools.partial(_again, reader, offer) for offer in batch]
                read = reader.read(batch)
                opening.result()
                found = list(self.compare(read, again))
                each = round((time.monotonic() - start) / len(batch), 3)
                for offer, result in zip(batch, found, strict=True):
                    yield msgspec.structs.replace(result, file=offer.name, seconds=each)

    def compare(self, read: Sequence[Offered], again: Sequence[Callable[[], Offered]]) -> Iterator[Result]:
        """Says it of documents that were read.

        Args:
            read: the documents.
            again: what reads each of them a second time, where it's a picture.
        """
        known = self._library.with_bytes([one.sha256 for one in read])
        mails = self._library.with_message_ids([one.message_id for one in read if one.message_id])
        wanted = [sought(one) for one in read]
        found = [one.sha256 in known or one.message_id in mails for one in read]
        alike = self._library.alike([() if there else one.prints for one, there in zip(wanted, found, strict=True)])
        same = [sha256 for several in mails.values() for sha256 in several]
        self._library.load(
            [*same, *(one for several in alike for one in several)], [item for item, _ in known.values()]
        )
        for one, two, texts, once_more in zip(read, wanted, alike, again, strict=True):
            if one.sha256 in known:
                yield self._answers.same_bytes(one.sha256, *known[one.sha256])
            elif one.message_id in mails:
                yield self._answers.mail(one, two, mails[one.message_id])
            elif two.written.found:
                yield self._answers.text(one, two, texts, once_more)
            else:
                yield self._answers.wordless(one)


def _batches(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    batch: list[Offer] = []
    size = 0
    for offer in offers:
        batch.append(offer)
        size += len(offer.data)
        if len(batch) == _FILES or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _again(reader: Reader, offer: Offer) -> Offered:
    return reader.read([msgspec.structs.replace(offer, again=True)])[0]
