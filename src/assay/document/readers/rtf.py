"""Rich Text Format 1.9.1: text by the charsets of its fonts, hidden and deleted text apart, pictures and objects."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assay.document.readers.ole1 import packaged
from assay.document.readers.rtf_words import APART, CHARSETS, PICTURES, READ_THOUGH_STARRED, SKIPPED, WORDS

if TYPE_CHECKING:
    from assay.document.draft import Draft

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|((?:\\'[0-9a-fA-F]{2})+)|\\(.)|([{}])|([^\\{}]+)", re.DOTALL)
_FONT = re.compile(rb"\\f(\d{1,5})(?:\\(?!fcharset|f\d)[a-z]{1,20}-?\d{0,9} ?){0,10}\\fcharset(\d{1,3})")
_CODEPAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_PACKED = frozenset({"picture", "object"})
_DEEPEST = 1_000


@dataclass(slots=True)
class _Group:
    """What holds inside of a group and ends with it."""

    place: str | None = ""
    codepage: str = "cp1252"
    skips: int = 1
    hidden: bool = False
    deleted: bool = False


def read(data: bytes, draft: Draft) -> None:
    """Reads a document."""
    reader = _Reader(data, draft)
    reader.run()
    for label in sorted(reader.texts):
        draft.page(0, label, "".join(reader.texts[label]).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


class _Reader:
    def __init__(self, data: bytes, draft: Draft) -> None:
        self.texts: dict[str, list[str]] = {"": []}
        self._data = data
        self._draft = draft
        self._room = draft.bounds.characters
        page = _CODEPAGE.search(data[:4_096])
        self._codepage = _codec(f"cp{page[1].decode('ascii')}" if page else "cp1252")
        self._fonts = {
            int(match[1]): CHARSETS.get(int(match[2]), self._codepage) for match in _FONT.finditer(data[: 256 * 1024])
        }
        self._group = _Group(codepage=self._codepage)
        self._stack: list[_Group] = []
        self._octets = bytearray()
        self._skip = 0
        self._starred = False
        self._hex: list[bytes] = []
        self._picture = ("", "")
        self._html = True

    def run(self) -> None:
        """Goes through all tokens; what a program's reader would skip is skipped."""
        at, end, match_token = 0, len(self._data), _TOKEN.match
        while at < end:
            match = match_token(self._data, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            word, number, octet, sign, brace, plain = match.groups()
            if word is not None:
                at += self._control(word.lower(), int(number) if number else None, at)
            elif plain is not None:
                self._plain(plain)
            elif octet is not None:
                self._plain(bytes.fromhex(octet.replace(b"\\'", b"").decode("ascii")), counted=True)
            elif brace is not None:
                if self._brace(brace):
                    return
            else:
                self._symbol(sign)
            if self._room < 0:
                self._draft.cut = True
                break
        self._flush()
        if self._stack and self._room >= 0:
            self._draft.damaged("cut off: groups are left open")

    def _brace(self, brace: bytes) -> bool:
        """Begins or ends a group; says whether the document has ended."""
        self._flush()
        self._skip, self._starred = 0, False
        if brace == b"{":
            if len(self._stack) < _DEEPEST:
                self._stack.append(self._group)
                self._group = replace(self._group)
            else:
                self._draft.cut = True
            return False
        place = self._group.place
        self._group = self._stack.pop() if self._stack else self._group
        if place in _PACKED and self._group.place != place:
            self._keep(place)
        elif place and place != self._group.place:
            self._say("\n", place)
        return not self._stack

    def _control(self, word: bytes, number: int | None, at: int) -> int:
        """Obeys a control word; says how many bytes that follow it, at that place, belong to it."""
        group = self._group
        if word == b"u" and number is not None:
            self._flush()
            self._say(chr(number & 0xFFFF))
            if group.skips == 1 and self._data[at : at + 1] == b"?":
                return 1
            self._skip = group.skips
            return 0
        if word == b"bin":
            return max(number or 0, 0)
        if self._skip and word in WORDS:
            self._skip -= 1
            return 0
        self._flush()
        if word in WORDS:
            self._say(WORDS[word])
        elif word == b"uc":
            group.skips = min(max(number or 0, 0), 8)
        elif word == b"f" and number is not None:
            group.codepage = self._fonts.get(number, self._codepage)
        elif word in {b"v", b"deleted", b"plain"}:
            group.hidden = (word == b"v" and number != 0) or (word == b"deleted" and group.hidden)
            group.deleted = (word == b"deleted" and number != 0) or (word == b"v" and group.deleted)
        elif word == b"htmlrtf":
            self._html = number == 0
        else:
            self._destination(word)
        return 0

    def _destination(self, word: bytes) -> None:
        group = self._group
        starred, self._starred = self._starred, False
        if word == b"pict":
            group.place, self._hex, self._picture = "picture", [], ("", "")
        elif word == b"objdata":
            group.place, self._hex = "object", []
        elif word in PICTURES:
            self._picture = PICTURES[word]
        elif word in SKIPPED or (starred and word not in READ_THOUGH_STARRED):
            group.place = None
        elif word in APART and group.place is not None:
            group.place = APART[word]

    def _symbol(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif self._skip:
            self._skip -= 1
        elif sign in b"\\{}":
            self._octets += sign
        elif sign == b"~":
            self._octets += b" "
        elif sign == b"_":
            self._octets += b"-"
        elif sign in b"\r\n":
            self._flush()
            self._say("\n")

    def _plain(self, plain: bytes, *, counted: bool = False) -> None:
        """Bytes of text; line ends in them are none of the document's unless they are written as numbers."""
        if self._group.place in _PACKED:
            self._hex.append(plain)
            return
        text = plain if counted else plain.translate(None, b"\r\n")
        if self._skip:
            taken = min(self._skip, len(text))
            self._skip -= taken
            text = text[taken:]
        self._octets += text

    def _flush(self) -> None:
        if self._octets:
            self._say(self._octets.decode(self._group.codepage, "replace"))
            self._octets.clear()

    def _say(self, text: str, place: str | None = "") -> None:
        group = self._group
        place = place or group.place
        if place is None or place in _PACKED or not self._html:
            return
        label = "deleted" if group.deleted else "hidden" if group.hidden else place
        self.texts.setdefault(label, []).append(text)
        self._room -= len(text)

    def _keep(self, place: str) -> None:
        digits = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(self._hex))
        self._hex = []
        data = bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
        if place == "object":
            name, media, data = packaged(data)
            self._draft.embed(name, media, data)
        elif self._picture[0]:
            self._draft.embed(f"picture.{self._picture[0]}", self._picture[1], data)


def _codec(name: str) -> str:
    """A codepage as Python calls it; Windows' own where it's unknown."""
    name = {"cp65001": "utf-8", "cp10000": "mac-roman"}.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
