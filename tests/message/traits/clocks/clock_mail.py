"""Mails for the tests of clocks, and their clocks by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message import parse
from assay.message.traits.clocks import clocks
from assay.message.traits.hops import hops

if TYPE_CHECKING:
    from assay.model.traits import Clock

WHEN = 1_493_019_000.0
"""24 April 2017, 07:30:00 UTC."""


def read(raw: bytes) -> list[Clock]:
    message = parse(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return list(clocks(message, hops(message)))


def times(raw: bytes) -> dict[str, float]:
    return {clock.name: clock.seconds for clock in read(raw)}


def filetime(seconds: float) -> int:
    return int((seconds + 11_644_473_600) * 10_000_000)
