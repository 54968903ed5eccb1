"""From bytes to text by a charset's name, with a recorded fallback."""

from __future__ import annotations

import codecs
import functools

import msgspec

_WINDOWS_1252 = "".join(
    bytes((octet,)).decode("cp1252", "replace").replace("\ufffd", chr(octet)) for octet in range(256)
)
_ALIASES = {
    # The WHATWG Encoding Standard, section 4.2: labels that mean a superset in mail as on the web.
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso_8859-1": "windows-1252",
    "ansi_x3.4-1968": "utf-8",
    "cp1252": "windows-1252",
    "x-ansi": "windows-1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "utf-8-sig": "utf-8",
    "utf8mb4": "utf-8",
    "cp-850": "cp850",
    "tis-620": "cp874",
}
_UNSAFE = frozenset({"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs that aren't charsets of mail, are slow on long input, or hide text (UTF-7 is shown as it looks)."""


class Text(msgspec.Struct, frozen=True):
    """Decoded text.

    Attributes:
        text: untrusted.
        charset: the one that was used.
        fallback: whether that isn't the one that was declared.
        defects: codes.
    """

    text: str
    charset: str
    fallback: bool = False
    defects: tuple[str, ...] = ()


def windows_1252(data: bytes) -> str:
    """Decode by windows-1252 as browsers do: its five unassigned octets are C1 controls."""
    return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]


def guess(data: bytes) -> tuple[str, str]:
    """Text and charset of bytes that nobody declared: UTF-8 where it fits, else windows-1252."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return windows_1252(data), "windows-1252"


@functools.lru_cache(maxsize=512)
def _codec(name: str) -> str | None:
    """Python's name of a charset; None for what is unknown or no charset."""
    label = name.strip().strip("\"'").lower()
    label = _ALIASES.get(label, label)
    if not label.isascii() or "\0" in label or len(label) > 40:  # noqa: PLR2004 - the longest IANA name (RFC 2978)
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _UNSAFE:
        return None
    return info.name


def decode_named(data: bytes, charset: str) -> Text:
    """Decode by a declared charset.

    A charset that is absent is guessed; one that is unknown, or that the bytes contradict, is a recorded fallback.

    Args:
        data: the bytes.
        charset: as declared; untrusted; may be empty.
    """
    if not charset:
        text, used = guess(data)
        return Text(text, used, fallback=used != "utf-8", defects=() if used == "utf-8" else ("undeclared-charset",))
    codec = _codec(charset)
    if codec is None:
        text, used = guess(data)
        return Text(text, used, fallback=True, defects=("unknown-charset",))
    try:
        if codec in {"cp1252", "windows-1252"}:
            return Text(windows_1252(data), "windows-1252")
        return Text(data.decode(codec), codec)
    except (UnicodeError, ValueError):
        return _contradicted(data, codec)


def _contradicted(data: bytes, codec: str) -> Text:
    """The bytes contradict the charset: another one that fits, or the declared one with marks where it doesn't."""
    if codec == "utf-8":
        text, used = guess(data)
        marked = data.decode("utf-8", "replace")
        if marked.count("\ufffd") * 10 < sum(octet > 127 for octet in data[:100_000]):  # noqa: PLR2004 - mostly UTF-8
            return Text(marked, "utf-8", fallback=True, defects=("charset-contradicted",))
        return Text(text, used, fallback=True, defects=("charset-contradicted",))
    try:
        return Text(data.decode("utf-8"), "utf-8", fallback=True, defects=("charset-contradicted",))
    except UnicodeDecodeError:
        return Text(data.decode(codec, "replace"), codec, fallback=True, defects=("charset-contradicted",))
