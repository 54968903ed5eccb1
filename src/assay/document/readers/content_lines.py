"""vCard and iCalendar: their content lines (RFC 6350 section 3.2, RFC 5545 section 3.1) as text, files inside apart."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import quopri
import re
from typing import TYPE_CHECKING, NamedTuple

from assay.document.gathered import moment
from assay.document.readers.text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.document.draft import Draft

_FOLD = re.compile(r"\n[ \t]")
_SOFT = re.compile(r"(ENCODING=QUOTED-PRINTABLE[^\n]*)=\n", re.IGNORECASE)
_LINE = re.compile(r"(?:[\w-]{1,60}\.)?([A-Za-z-]{1,60})((?:;(?:\"[^\"\n]*\"|[^:\"\n])*)?):(.*)")
_CHARSET = re.compile(r"CHARSET=([\w-]{1,40})", re.IGNORECASE)
_BASE64 = re.compile(r"ENCODING=\"?(?:BASE64|B)\b", re.IGNORECASE)
_DATA_URI = re.compile(r"data:([\w.+/-]{0,100});base64,(.*)", re.IGNORECASE)
_ESCAPES = re.compile(r"\\([nN,;:\\])")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_FACTS = {"SUMMARY": "title", "ORGANIZER": "author", "PRODID": "application", "METHOD": "method"}
_TIMES = {"CREATED": "created", "LAST-MODIFIED": "modified", "DTSTAMP": "stamped"}
_MOST_SOFT = 200
_SILENT = frozenset({"BEGIN", "END", "VERSION"})


class _Line(NamedTuple):
    name: str
    parameters: str
    value: str


def read_vcard(data: bytes, draft: Draft) -> None:
    """Reads cards: a page each, their pictures and keys as files."""
    cards: list[list[str]] = []
    for line in _lines(decoded(data, draft)):
        if line.name == "BEGIN" or not cards:
            cards.append([])
        if line.name == "FN":
            draft.found.say("title", line.value)
        elif line.name == "REV":
            draft.found.time("modified", _stamp(line.value.replace("-", "").replace(":", "")))
        elif line.name == "PRODID":
            draft.found.say("application", line.value)
        _keep(line, cards[-1], draft)
    draft.found.say("cards", str(len(cards)))
    for number, card in enumerate(cards, 1):
        if not draft.page(number, "", "\n".join(card)):
            break


def read_icalendar(data: bytes, draft: Draft) -> None:
    """Reads a calendar: a page each event, task or note, attached files as files."""
    entries: list[list[str]] = []
    for line in _lines(decoded(data, draft)):
        if not entries or (line.name == "BEGIN" and line.value.upper() in {"VEVENT", "VTODO", "VJOURNAL"}):
            entries.append([])
        if line.name in _FACTS:
            draft.found.say(_FACTS[line.name], line.value.removeprefix("mailto:").removeprefix("MAILTO:"))
        elif line.name in _TIMES:
            draft.found.time(_TIMES[line.name], _stamp(line.value))
        _keep(line, entries[-1], draft)
    events = ["\n".join(entry) for entry in entries]
    draft.found.say("events", str(max(len(events) - 1, 0)))
    for number, text in enumerate(events):
        if not draft.page(number, "" if number else "calendar", text):
            break


def _lines(text: str) -> Iterator[_Line]:
    """Content lines, unfolded; quoted-printable as vCard 2.1 has it (section 2.1.3) decoded."""
    for _ in range(_MOST_SOFT):
        text, count = _SOFT.subn(r"\1", text)
        if not count:
            break
    for raw in _FOLD.sub("", text).split("\n"):
        match = _LINE.fullmatch(raw)
        if match is None:
            if raw.strip():
                yield _Line("", "", raw)
            continue
        name, parameters, value = match.groups()
        if "QUOTED-PRINTABLE" in parameters.upper():
            value = _quoted(value, parameters)
        if not _BASE64.search(parameters):
            value = _ESCAPES.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
        yield _Line(name.upper(), parameters, value)


def _quoted(value: str, parameters: str) -> str:
    charset = _CHARSET.search(parameters)
    octets = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return octets.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        return octets.decode("utf-8", "replace")


def _keep(line: _Line, into: list[str], draft: Draft) -> None:
    """A line as text, or the file in it."""
    packed, media = "", ""
    uri = _DATA_URI.match(line.value)
    if uri:
        media, packed = uri[1], uri[2]
    elif _BASE64.search(line.parameters):
        packed = line.value
    if packed:
        try:
            digits = re.sub(r"[^A-Za-z0-9+/]", "", packed)
            draft.embed(line.name.lower(), media, base64.b64decode(digits + "=" * (-len(digits) % 4)))
        except (binascii.Error, ValueError):
            draft.damaged("base64 in it is damaged")
        return
    if line.name not in _SILENT:
        into.append(f"{line.name}: {line.value}" if line.name else line.value)


def _stamp(value: str) -> float | None:
    """A date or a date with a time (RFC 5545 section 3.3.5); without a zone it counts as UTC."""
    match = _STAMP.match(value)
    if match is None:
        return None
    numbers = [int(part or 0) for part in match.groups()[:6]]
    return moment(*numbers) if numbers[0] >= dt.MINYEAR else None
