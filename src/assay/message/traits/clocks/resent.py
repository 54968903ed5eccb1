"""Resent-Date (RFC 5322 section 3.6.6): who sends a mail on as it is keeps its Date, and servers stamp the new time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message.date import parse_date, timestamp
from assay.message.traits.clocks.epochs import plausible
from assay.model.traits import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.clocks.material import Material


def resent(material: Material) -> Iterator[Clock]:
    """Yields `resent`."""
    for value in material.fields.get("resent-date", ()):
        seconds = timestamp(parse_date(value.text))
        if seconds is not None and plausible(seconds) is not None:
            yield Clock("resent", seconds, value.span)
