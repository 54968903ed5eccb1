"""What was read out of a file so far: readers write into it, and it holds the bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.document.gathered import Gathered
from assay.model.extracted import Embedded, Page, State

if TYPE_CHECKING:
    from assay.document.bounds import Bounds

_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST_NAME = 255
_LONGEST_REASON = 300


class Draft:
    """The result while a reader works on it.

    Attributes:
        name: the file's own name; untrusted, for what its content leaves open.
        bounds: how much is kept.
        found: facts and times.
        pages: the text so far.
        embedded: the files so far.
        cut: whether a bound left something out.
        state: how reading ends unless something else turns up.
        reason: why.
        picture: perceptual hash.
        scanned: whether only OCR would read it.
    """

    def __init__(self, name: str, bounds: Bounds) -> None:
        self.name = name
        self.bounds = bounds
        self.found = Gathered()
        self.pages: list[Page] = []
        self.embedded: list[Embedded] = []
        self.cut = False
        self.state = State.READ
        self.reason = ""
        self.picture: int | None = None
        self.scanned = False
        self._characters = bounds.characters
        self._bytes = bounds.file_bytes

    @property
    def room(self) -> int:
        """How many more characters are kept."""
        return self._characters

    def page(self, number: int, label: str, text: str) -> bool:
        """Keeps a page of text; an empty one only where pages are counted. Says whether there is room for more."""
        text = _SURROGATES.sub("\ufffd", text.strip().replace("\0", ""))
        label = _SURROGATES.sub("\ufffd", label[:_LONGEST_NAME])
        if len(self.pages) >= self.bounds.pages:
            self.cut = True
            return False
        if len(text) > self._characters:
            text, self.cut = text[: self._characters], True
        self._characters -= len(text)
        if text or (number and not label):
            self.pages.append(Page(number, label, text))
        return self._characters > 0

    def embed(self, name: str, media: str, data: bytes) -> None:
        """Keeps a file that was inside, unless it's empty or there are too many."""
        if not data:
            return
        if len(self.embedded) >= self.bounds.files or len(data) > self._bytes:
            self.cut = True
            return
        self._bytes -= len(data)
        clean = _SURROGATES.sub("\ufffd", name[:_LONGEST_NAME]).replace("\0", "")
        self.embedded.append(Embedded(clean, media[:_LONGEST_NAME], data))

    def end(self, state: State, reason: str) -> None:
        """Says that reading ended otherwise than well; the first word counts."""
        if self.state is State.READ:
            self.state = state
            self.reason = _SURROGATES.sub("\ufffd", reason[:_LONGEST_REASON])

    def damaged(self, how: str) -> None:
        """Says that something is missing or broken; whether that ends in `unreadable` depends on what was read."""
        self.found.say("damaged", how)
