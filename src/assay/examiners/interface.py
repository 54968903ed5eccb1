"""What every examiner is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from assay.model.context import NOTHING, Context
from assay.model.corpus import Copy, Way
from assay.model.entry import Entry
from assay.model.key import SignerKey
from assay.model.signature import Checked
from assay.signatures.chain import Chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.model.finding import Finding


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """An item as examiners get it.

    Attributes:
        entry: its row of the take-in pass.
        checked: its signatures, checked against the keys of the case, failures diagnosed.
        chain: its Authenticated Received Chain.
        copies: other mails with its Message-ID.
        context: what else the corpus knows of it.
        way: how body hashes fare on the way it came.
        rivals: other keys that the case knows under the names of a key, by that key's fingerprint.
        now: when it's examined, seconds since 1970; 0 where that isn't known.
    """

    entry: Entry
    checked: tuple[Checked, ...] = ()
    chain: Chain = Chain("none")
    copies: tuple[Copy, ...] = ()
    context: Context = NOTHING
    way: Way = Way(0, 0)
    rivals: dict[str, tuple[SignerKey, ...]] = msgspec.field(default_factory=dict)
    now: float = 0.0


class Examiner(Protocol):
    """Looks for one kind of evidence. Raises nothing; what it can't tell it doesn't say."""

    @property
    def name(self) -> str:
        """Stands in findings, with the version behind a slash."""
        ...

    @property
    def version(self) -> int:
        """Raised whenever its findings may change, so that items are examined again."""
        ...

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the findings it may make, each with a page under docs/findings."""
        ...

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields the findings on an item."""
        ...
