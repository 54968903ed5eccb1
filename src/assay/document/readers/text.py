"""Plain text, XML and JSON in any charset, as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.charset import detect
from assay.document.kinds import table_delimiter

if TYPE_CHECKING:
    from assay.document.draft import Draft

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_WIDEST = 4
"""Bytes that a character takes at most."""


def read(data: bytes, draft: Draft) -> None:
    """Reads text; which charset was taken, and whether it was a guess, stands in the facts."""
    draft.page(0, "", decoded(data, draft))


def read_csv(data: bytes, draft: Draft) -> None:
    """Reads a table as text, and says what separates its columns."""
    text = decoded(data, draft)
    sign = table_delimiter(text[:65_536], draft.name)
    draft.found.say("delimiter", _NAMES.get(sign, sign))
    draft.found.say("rows", str(text.count("\n") + (not text.endswith("\n"))))
    draft.page(0, "", text)


def decoded(data: bytes, draft: Draft) -> str:
    """The text of bytes that name no charset; octets that the charset doesn't have are marked, never dropped."""
    guess = detect(data)
    charset = guess.charset if guess else "cp1252"
    draft.found.say("charset", charset.removesuffix("-sig"))
    if guess is None or not guess.sure:
        draft.found.say("charset_guessed", "yes")
    most = _WIDEST * draft.bounds.characters
    if len(data) > most:
        draft.cut = True
    text = data[:most].decode(charset, "replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
