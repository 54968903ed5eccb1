"""How much is read out of one file at most."""

from __future__ import annotations

import msgspec


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds against hostile files; what lies behind one is left out, and the result says so.

    Attributes:
        characters: of text.
        pages: pages, sheets, slides.
        files: files inside of it.
        file_bytes: all those files together.
        depth: of XML; Apache Tika's bound.
        ratio: unpacked to packed bytes of a ZIP member; Apache Tika's bound.
        ratio_from: unpacked bytes up to which the ratio isn't looked at.
        part_bytes: one XML file inside of an office document.
        pixels: of a picture that is decoded.
    """

    characters: int = 10_000_000
    pages: int = 5_000
    files: int = 500
    file_bytes: int = 256 << 20
    depth: int = 100
    ratio: int = 100
    ratio_from: int = 1 << 20
    part_bytes: int = 64 << 20
    pixels: int = 100_000_000
