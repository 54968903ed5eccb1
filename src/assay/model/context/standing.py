"""What cryptography says of a mail before anything else is known."""

from __future__ import annotations

import enum


class Standing(enum.IntEnum):
    """What cryptography says of a mail before anything else is known."""

    NONE = 0
    """Nothing."""
    RECEIVED = 1
    """A signature under a key recovered from the corpus holds, or a receiver's seal does."""
    PROVEN = 2
    """Author, date, subject and body are as a published or supplied key of the author's domain signed them."""
