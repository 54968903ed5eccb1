"""How forgers work: one function a method, by name. Each gives a planted mail, or None where the mail doesn't suit.

Variants: `easy` changes what is read; `careful` makes it consistent; `expert` has the whole dump, knows Assay's source
and copies headers, clocks and style from real mails of the same sender.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redteam.methods import attachments, changed, discredit, invented, keys, stripped, threads

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from redteam.mail import Mail, Planted, Pool

VARIANTS = ("easy", "careful", "expert")
METHODS: dict[str, Callable[[Pool, Mail, str, Random], Planted | None]] = {
    **changed.METHODS,
    **stripped.METHODS,
    **invented.METHODS,
    **threads.METHODS,
    **attachments.METHODS,
    **keys.METHODS,
    **discredit.METHODS,
}
