"""Makes characters visible that would deceive a reader; untrusted text goes through here."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff]")
_DECEIVING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def escape(text: str) -> str:
    r"""Show control characters and direction overrides as escapes, as in `\\x00` and `\\u202e`. Tabs stay."""
    return _CONTROL.sub(_escaped, text) if _CONTROL.search(text) else text


def escape_name(text: str) -> str:
    """The same for a file name, where invisible and direction-changing characters hide the extension."""
    return _DECEIVING.sub(_escaped, text) if _DECEIVING.search(text) else text


def deceives(text: str) -> bool:
    """Whether a file name holds characters that `escape_name` makes visible."""
    return _DECEIVING.search(text) is not None


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"  # noqa: PLR2004 - one octet
