"""Times that mail software writes without showing them, as the sample's mailers write them.

Gmail boundaries and Thread-Index after Metaspike's articles and MS-OXOMSG section 2.2.1.3, queue ids after the sources
of Postfix and Exim.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

_EPOCH_1601 = 11_644_473_600
_BASE_52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
_BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def filetime(when: datetime) -> int:
    """Return the time as FILETIME: 100 ns since 1601, UTC."""
    return int((when.timestamp() + _EPOCH_1601) * 10_000_000)


def gmail_boundary(when: datetime, random: Random) -> str:
    """Return a Gmail boundary of 28 hex digits: microseconds since 1970, their low half first."""
    micros = f"{int(when.timestamp() * 1_000_000):014x}"
    return f"001a11{random.getrandbits(24):06x}{micros[8:]}{micros[:8]}{random.getrandbits(8):02x}"


def outlook_boundary(when: datetime, number: int) -> str:
    """Return an Outlook boundary, whose last two groups are a FILETIME in the sender's local time."""
    offset = when.utcoffset()
    local = filetime(when) + int((offset.total_seconds() if offset else 0) * 10_000_000)
    return f"----=_NextPart_{number:03d}_0012_{local >> 32:08X}.{local & 0xFFFFFFFF:08X}"


def outlook_message_id(when: datetime, domain: str, random: Random) -> str:
    """Return an Outlook Message-ID, which starts with a FILETIME in UTC."""
    time = filetime(when)
    return (
        f"<{random.randrange(64):04x}{time >> 32:08x}${time & 0xFFFFFFFF:08x}${random.getrandbits(28):08x}$@{domain}>"
    )


def thread_index(when: datetime, parent: str, random: Random) -> str:
    """Return a Thread-Index: a new one of 22 bytes, or that of `parent` with a child of 5 bytes."""
    if not parent:
        return _base64((filetime(when) >> 16).to_bytes(6, "big") + random.randbytes(16))
    header = base64.b64decode(parent)
    delta = max(0, filetime(when) - (int.from_bytes(header[:6], "big") << 16))
    return _base64(header + ((delta >> 18) & 0x7FFFFFFF).to_bytes(4, "big") + random.randbytes(1))


def postfix_id(when: datetime, random: Random) -> str:
    """Return a long queue id of Postfix: seconds and microseconds in base 52, `z`, inode."""
    micros = int(when.timestamp() * 1_000_000) % 1_000_000
    seconds = _in_base(int(when.timestamp()), _BASE_52, 6)
    return f"{seconds}{_in_base(micros, _BASE_52, 4)}z{_in_base(random.randrange(10**6), _BASE_52[:-1], 4)}"


def exim_id(when: datetime, random: Random) -> str:
    """Return a message id of Exim: seconds, process and fraction in base 62."""
    process = _in_base(random.randrange(30_000), _BASE_62, 6)
    return f"{_in_base(int(when.timestamp()), _BASE_62, 6)}-{process}-{_in_base(random.randrange(2000), _BASE_62, 2)}"


def _in_base(number: int, alphabet: str, width: int) -> str:
    digits = ""
    while number or len(digits) < width:
        number, digit = divmod(number, len(alphabet))
        digits = alphabet[digit] + digits
    return digits


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
