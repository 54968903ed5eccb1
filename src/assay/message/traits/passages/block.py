"""The lines that Outlook and others put above a mail that is answered or forwarded: From, Sent, To, Subject."""

from __future__ import annotations

import re
from typing import NamedTuple

from assay.message.traits.passages.attribution import LONGEST, Attribution, moment

MOST_LINES = 14
"""Lines of a block, wrapped recipients included."""
_KEYS = {
    "from": ("from", "de", "von", "da", "van", "fra", "fr\u00e5n", "od", "\u53d1\u4ef6\u4eba", "\u5bc4\u4ef6\u8005"),
    "date": (
        *(
            "sent",
            "date",
            "envoy\u00e9",
            "envoye",
            "gesendet",
            "datum",
            "enviado",
            "enviado el",
            "fecha",
            "inviato",
            "data",
        ),
        *("verzonden", "skickat", "sendt", "wys\u0142ano", "\u53d1\u9001\u65f6\u95f4", "\u65e5\u671f"),
    ),
    "to": ("to", "\u00e0", "a", "an", "para", "aan", "till", "til", "do", "\u6536\u4ef6\u4eba"),
    "subject": (
        *("subject", "objet", "betreff", "asunto", "oggetto", "assunto", "onderwerp", "\u00e4mne", "emne", "temat"),
        *("\u4e3b\u9898",),
    ),
    "more": (
        "cc",
        "bcc",
        "importance",
        "reply-to",
        "r\u00e9pondre \u00e0",
        "antwort an",
        "attachments",
        "pi\u00e8ces jointes",
    ),
}
_MEANING = {word: meaning for meaning, words in _KEYS.items() for word in words}
_LINE = re.compile(r"\s*\*?([^\W\d_][^:\n]{0,20}?)\s?\*?\s?[:]\*?\s?(.*)")
RULE = re.compile(
    r"\s*(?:[-_=]{2,}[ >]*[^\W\d_][^-_=\n]{3,60}[-_=]{2,}:?|[-_=]{5,}|"
    r"(?:begin forwarded message|d\u00e9but du message (?:r\u00e9exp\u00e9di\u00e9|transf\u00e9r\u00e9)|"
    r"anfang der weitergeleiteten nachricht|inicio del mensaje reenviado)\s?:)\s*",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"forward|transf[e\u00e9]r|r\u00e9exp\u00e9di|weitergeleitet|reenviad|inoltrat|doorgestuurd", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+%=&'*/-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}[A-Za-z0-9]")
_LEAST = 3
"""Fields that make a block, the one that names the author included."""


class Block(NamedTuple):
    """A block among lines: from `start` to before `end`; the rule above it belongs to it."""

    start: int
    end: int
    forwarded: bool
    attribution: Attribution


def opens(line: str) -> bool:
    """Whether a block may begin with a line: a quick look before `read_block`."""
    return _MEANING.get(line[:24].partition(":")[0].strip(" \t*").lower()) in {"from", "date", "subject"}


def read_block(lines: list[str], first: int) -> Block | None:
    """Reads the block that begins with a line; None if it's no block."""
    values: dict[str, str] = {}
    last = ""
    end = first
    for number in range(first, min(first + MOST_LINES, len(lines))):
        line = lines[number][:LONGEST]
        match = _LINE.match(line)
        meaning = _MEANING.get(match[1].lower().strip()) if match is not None else None
        if match is not None and meaning is not None and meaning not in values:
            values[meaning] = match[2].strip(" \t*")
            last = meaning
        elif last == "" or not line.strip() or (last == "subject" and values[last]) or last == "from":
            break
        else:
            values[last] = f"{values[last]} {line.strip()}".strip()
        end = number + 1
    if "from" not in values or len(values.keys() - {"more"}) < _LEAST or not {"date", "subject"} & values.keys():
        return None
    start = first
    while start and (not lines[start - 1].strip() or RULE.fullmatch(lines[start - 1][:LONGEST])):
        start -= 1
    above = "\n".join(lines[start:first])
    address = _ADDRESS.search(values["from"])
    minutes, zone = moment(values.get("date", ""))
    name = re.split(r"[<\[(]", values["from"], maxsplit=1)[0].strip(" \t\"'*")
    said = Attribution(
        name[:80],
        address[0].lower() if address else "",
        values.get("date", "")[:LONGEST],
        values.get("subject", "")[:LONGEST],
        minutes,
        zone,
    )
    return Block(start, end, _FORWARDED.search(above) is not None, said)
