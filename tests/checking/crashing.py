"""A reader that dies of what is called so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from assay.checking import reading
from assay.checking.offered import Offer

if TYPE_CHECKING:
    from assay.engine.interface import Beat


def run(payload: bytes, beat: Beat) -> bytes:
    if msgspec.msgpack.decode(payload, type=Offer).name == "die":
        os._exit(3)
    return reading.run(payload, beat)
