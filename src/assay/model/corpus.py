"""What the corpus knows of one item: its copies, and how mail fares on the way it came."""

from __future__ import annotations

import msgspec

ENOUGH = 10
"""Signatures on one way from which on its share is believed."""


class Edit(msgspec.Struct, frozen=True):
    """One place where two texts differ; untrusted.

    Attributes:
        here: the words of the first text.
        there: the words of the second text.
    """

    here: str
    there: str


class Difference(msgspec.Struct, frozen=True):
    """How two texts differ.

    Attributes:
        edits: the places, in order; capped.
        alike: how alike they are, 0 to 1: the share of words that stay.
        footer: whether the only difference is a footer below one of them.
    """

    edits: tuple[Edit, ...]
    alike: float
    footer: bool


class Copy(msgspec.Struct, frozen=True):
    """Another mail with the same Message-ID, as seen from one of them.

    Attributes:
        item: the other's SHA-256, hex.
        same: whether the decoded content is the same.
        separate: whether the two were delivered on their own, so that planting both took two hands.
        vouched: whether a signature vouches for the whole of the other.
        aside: whether what `same` leaves out is the same too: Reply-To, Sender, In-Reply-To, how parts hang together.
        doubtful: whether the other accuses nobody: its own signatures speak against it, or it was rebuilt.
        balance: how the evidence of this one, and of those that agree with it, compares with that of the other and
            those that agree with that: 1 better, -1 worse, 0 where nothing tells.
        outnumbered: by how many separate deliveries those that agree with the other exceed those that agree with this.
        same_bytes: whether the bodies are the same bytes all the same: unsigned MIME headers show them differently.
        difference: how the texts differ; None where the content is the same. Without edits, where they differ in what
            isn't text: a link behind a word, the form.
    """

    item: str
    same: bool
    separate: bool
    vouched: bool
    aside: bool = True
    doubtful: bool = False
    balance: int = 0
    outnumbered: int = 0
    same_bytes: bool = False
    difference: Difference | None = None


class Way(msgspec.Struct, frozen=True):
    """How signatures fare on one way into the dump.

    Attributes:
        intact: how many body hashes hold.
        broken: how many don't and have no innocent explanation.
        heads_intact: how many signatures hold over the headers, of those whose key is known.
        heads_broken: how many don't although the key is the right one.
    """

    intact: int
    broken: int
    heads_intact: int = 0
    heads_broken: int = 0

    @property
    def known(self) -> bool:
        """Whether enough bodies were seen to say anything."""
        return self.intact + self.broken >= ENOUGH

    @property
    def survival(self) -> float:
        """The share of bodies that holds, with one of each added so that few say little (Laplace's rule)."""
        return (self.intact + 1) / (self.intact + self.broken + 2)

    @property
    def heads_known(self) -> bool:
        """Whether enough headers were seen to say anything."""
        return self.heads_intact + self.heads_broken >= ENOUGH

    @property
    def heads_survival(self) -> float:
        """The share of headers that holds, likewise."""
        return (self.heads_intact + 1) / (self.heads_intact + self.heads_broken + 2)
