"""Where in a mail's text the block stands that signs it."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

from assay.document.signature_parts import is_name

_DATA = tomllib.loads(resources.files(__package__).joinpath("people.toml").read_text("utf-8"))
_CLOSINGS: tuple[str, ...] = tuple(sorted(_DATA["closings"], key=len, reverse=True))
_ENDS, _QUOTES = tuple(_DATA["ends"]), tuple(_DATA["quotes"])

_READ = 100_000
_DELIMITER = "--"
"""RFC 3676 section 4.3, without the space that programs strip."""
_MOST, _WIDTH = 14, 90
"""Lines of a block, and characters of a line in one: what is longer is a sentence."""
_CLOSING_WIDTH = 120
_FORMULA = 14
"""Letters from which on a closing is a formula that goes on as it likes."""
_NEAR = 6
"""Lines between a closing and the delimiter that make them one block."""
_BLANK = 2
_ATTRIBUTION = re.compile(r"(?:wrote|écrit|schrieb|escribió)\s?:$")
_ANNOUNCED = re.compile(r"(?:on|le|am|el|il|op) .{0,40}\b[0-9]{1,2}[:h][0-9]{2}|(?:on|le) .{0,20}\b[0-9]{4}\b")
"""The first of two lines that announce a quotation."""
_RULE = re.compile(r"[\W_]+")
_MORE = re.compile(r"(?:et|and|à|to) ")


def block_lines(text: str) -> list[str]:
    """The lines of the block that signs a mail, the person's name in the closing's line among them.

    Args:
        text: untrusted; its first 100,000 characters are read.
    """
    own = _own_lines(text[:_READ])
    start = next((at for at in range(len(own) - 1, -1, -1) if _closes(own[at])), None)
    if start is None:
        return []
    if own[start] == _DELIMITER:
        start = next((at for at in range(start - 1, max(-1, start - _NEAR), -1) if _closes(own[at])), start)
    return _until_end([_behind_closing(own[start]), *own[start + 1 :]])


def _until_end(lines: list[str]) -> list[str]:
    """The lines up to what follows on a block: a notice, a rule, a sentence, two empty lines."""
    block: list[str] = []
    blank = 0
    for line in lines:
        if not line or line == _DELIMITER:
            blank += 1
            if blank >= _BLANK and len(block) > 1:
                break
            continue
        lower = line.lower()
        if len(line) > _WIDTH or lower.startswith(_ENDS) or _ANNOUNCED.match(lower) or len(block) == _MOST:
            break
        if _RULE.fullmatch(line):
            if block:
                break
            continue
        blank = 0
        block.append(line)
    return block


def _own_lines(text: str) -> list[str]:
    """The lines before somebody else's; those behind a quotation where none of those before it closes the mail."""
    own: list[str] = []
    for line in map(str.strip, text.split("\n")):
        lower = line.lower()
        if line.startswith(">") or _ATTRIBUTION.search(lower):
            if any(map(_closes, own)):
                break
            own = []
        elif lower.startswith(_QUOTES):
            break
        else:
            own.append(line)
    return own


def _closing(line: str) -> str:
    """The closing that a line begins with; empty where it begins with none, or goes on as a sentence."""
    lower = line.lower().replace("\u2019", "'")
    if len(line) > _CLOSING_WIDTH or not lower.startswith(_CLOSINGS):
        return ""
    closing = next(closing for closing in _CLOSINGS if lower.startswith(closing))
    if lower[len(closing) : len(closing) + 1].isalnum():
        return ""
    rest = line[len(closing) :].strip(" ,.;:!\u2026-")
    goes_on = rest and not is_name(rest) and len(closing) < _FORMULA and not _MORE.match(rest)
    return "" if goes_on else closing


def _closes(line: str) -> bool:
    return line == _DELIMITER or bool(_closing(line))


def _behind_closing(line: str) -> str:
    """The name that follows on a closing in its line."""
    rest = line[len(_closing(line)) :].strip(" ,.;:!\u2026-")
    return rest if is_name(rest) else ""
