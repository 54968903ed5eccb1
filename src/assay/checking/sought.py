"""What circulates, ready to be laid beside texts of the dump."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assay.checking.blurred import digits_read
from assay.checking.margins import without_margins
from assay.checking.printed import Printed, printed
from assay.checking.terms import Written
from assay.document.prints import every_print

if TYPE_CHECKING:
    from assay.checking.offered import Offered


class Sought(NamedTuple):
    """What is compared.

    Attributes:
        written: its text, without what stands at the edges of pages.
        mail: the mail that it's a print of; None where it's none.
        below: the text of that mail.
        dropped: lines at the edges of pages; untrusted.
    """

    written: Written
    mail: Printed | None = None
    below: Written | None = None
    dropped: tuple[str, ...] = ()

    @property
    def prints(self) -> tuple[int, ...]:
        """What it's looked up by."""
        return every_print(self.written.text)

    def beside(self, *, mail: bool) -> Written:
        """What is laid beside a mail of the dump, or beside another text."""
        return self.below if mail and self.below is not None and self.below.found else self.written


_UNSEEN = frozenset({"deleted", "comments", "building blocks"})
"""Pages of a file that aren't what a reader of its text reads."""


def sought(offered: Offered) -> Sought:
    """What is compared of a file that was read."""
    pages, dropped = without_margins([page for page in offered.pages if page.label not in _UNSEEN])
    texts = [digits_read(page.text) if offered.ocr else page.text for page in pages]
    mail = None if offered.kind == "message" else printed("\n".join(texts))
    below = None if mail is None else Written.of([mail.text])
    return Sought(Written.of(texts), mail, below, dropped)
