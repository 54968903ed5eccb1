"""A reader that dies of what is called so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from assay.checking import offered

if TYPE_CHECKING:
    from assay.engine.interface import Beat


def run(payload: bytes, beat: Beat) -> bytes:
    if msgspec.msgpack.decode(payload, type=offered.Offer).name == "die":
        os._exit(3)
    return offered.run(payload, beat)
