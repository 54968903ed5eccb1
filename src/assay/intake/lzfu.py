"""Compressed RTF as Outlook keeps it ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

from assay.model.errors import LimitReached, Unreadable

HEADER = struct.Struct("<4I")
COMPRESSED, UNCOMPRESSED = 0x75465A4C, 0x414C454D
DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor"
    b" MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par"
    b" \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""Section 2.1.2.1: what the window starts with."""
WINDOW = 4096
MOST = 64 << 20


def rtf_of(data: bytes, first: int | None = None) -> bytes:
    """Decompress.

    Args:
        data: the value of PidTagRtfCompressed.
        first: stop after so many bytes.

    Returns:
        RTF.

    Raises:
        Unreadable: the header or a reference makes no sense.
        LimitReached: it unpacks to more than 64 MiB.
    """
    if len(data) < HEADER.size:
        raise Unreadable("compressed RTF without its header")
    _, raw_size, kind, _ = HEADER.unpack_from(data)
    if raw_size > MOST:
        raise LimitReached(f"RTF of {raw_size} bytes")
    if first is not None:
        raw_size = min(raw_size, first)
    if kind == UNCOMPRESSED:
        return data[HEADER.size : HEADER.size + raw_size]
    if kind != COMPRESSED:
        raise Unreadable("compressed RTF of an unknown kind")
    return _unpack(data, raw_size)


def _unpack(data: bytes, raw_size: int) -> bytes:
    """Literals and references into a window of 4 KiB, eight to a control byte (section 2.2)."""
    window = bytearray(DICTIONARY.ljust(WINDOW, b"\0"))
    write = len(DICTIONARY)
    out = bytearray()
    at = HEADER.size
    while at < len(data) and len(out) < raw_size:
        control = data[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                taken = data[at : at + 1]
                at += 1
            else:
                token = int.from_bytes(data[at : at + 2], "big")
                at += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write % WINDOW or at > len(data):
                    return bytes(out[:raw_size])
                taken = b""
                for step in range(length):
                    sign = window[(offset + step) % WINDOW]
                    window[(write + step) % WINDOW] = sign
                    taken += bytes((sign,))
            for step, sign in enumerate(taken):
                window[(write + step) % WINDOW] = sign
            write += len(taken)
            out += taken
    return bytes(out[:raw_size])
