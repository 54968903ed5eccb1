"""The form of single fields: Date, Message-ID, MIME-Version, addresses, encoded words, and the program named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.address import parse_addresses
from assay.message.traits.habits.header import MAILERS
from assay.message.traits.habits.shape import shape

if TYPE_CHECKING:
    from assay.message.structure import Message

_LONGEST = 512
_SHOWN = 60
_DATE = re.compile(
    r"\s*(?:(?P<day>[A-Za-z]{2,9})(?P<comma>,?)(?P<gap> *))?(?P<number>\d{1,2})(?P<dash>[ -]) *[A-Za-z]{3,9}[ -]"
    r"(?P<year>\d{2,4}) +\d{1,2}:\d\d(?P<seconds>:\d\d)? *(?P<zone>[+-]\d{4}|[A-Za-z]{1,5})? *(?P<comment>\(.*)?\s*",
    re.DOTALL,
)
_ID = re.compile(r"\s*<([^<>]{0,200})@([^<>@]{0,200})>\s*")
_WORD = re.compile(rb"=\?([!->@-~]{1,40})\?([bBqQ])\?[^?\s]{0,200}\?=")
_NUMBER = re.compile(r"\d[\d.]*")
_PROGRAM = re.compile(
    r"Thunderbird|SeaMonkey|Postbox|K-9 Mail|NeoMutt|Mutt|git-send-email|Gnus|Alpine|Roundcube|Evolution|KMail|Claws"
    r"|Sylpheed|s-nail|iPhone Mail|iPad Mail|Apple Mail|Outlook Express|MacOutlook|Microsoft Outlook|SquirrelMail"
    r"|Zimbra|YahooMailWebService|Horde|PHPMailer|Lotus Notes|The Bat!|Foxmail|MailMate|Airmail|eM Client|Zoho Mail"
)
"""Programs that name others beside themselves, or write their name in several ways."""


def form_habits(message: Message) -> dict[str, str]:
    """Features of single fields."""
    found: dict[str, str] = {}
    date = message.root.value("date")
    if date is not None:
        found.update(_date(date[:_LONGEST].decode("latin-1")))
    sender = _sender(message)
    identifier = message.root.value("message-id")
    if identifier is not None:
        found.update(_identifier(identifier[:_LONGEST].decode("latin-1"), sender))
    version = message.root.value("mime-version")
    if version is not None:
        found["mime.version"] = _NUMBER.sub("#", " ".join(version[:_SHOWN].decode("latin-1").split()))
    found.update(_addresses(message))
    found.update(_words(message))
    found.update(mailer(message))
    return found


def mailer(message: Message) -> dict[str, str]:
    """The program that the mail names: `mailer.name` and `mailer.version`; untrusted."""
    for key in MAILERS:
        value = message.root.value(key)
        if value is None:
            continue
        text = " ".join(value[:_LONGEST].decode("latin-1").split())
        known = _PROGRAM.search(text)
        number = _NUMBER.search(text, known.end() if known else 0)
        name = known[0] if known else _NUMBER.split(text, maxsplit=1)[0].strip(" /(vV[,;-")
        return {"mailer.name": name[:_SHOWN] or text[:_SHOWN], "mailer.version": number[0][:_SHOWN] if number else ""}
    return {}


def _date(text: str) -> dict[str, str]:
    match = _DATE.fullmatch(text)
    if match is None:
        return {"date.form": "other"}
    zone = match["zone"] or ""
    name = "numeric" if zone[1:].isdigit() else zone if zone in {"GMT", "UT", "UTC", "Z", ""} else "name"
    number = match["number"]
    form = [
        f"day{match['comma']}" if match["day"] else "no day",
        "-" if match["dash"] == "-" else "",
        f"year {len(match['year'])}" if len(match["year"]) != 4 else "",  # noqa: PLR2004 - RFC 5322 section 3.3
        "" if match["seconds"] else "no seconds",
        name,
        "-0000" if zone == "-0000" else "",
        "comment" if match["comment"] else "",
    ]
    found = {"date.form": " ".join(filter(None, form))}
    if int(number) < 10:  # noqa: PLR2004 - two digits have no leading zero
        double = len(match["gap"] or "") > 1
        found["date.zero"] = "two spaces" if double else "zero" if number[0] == "0" else "no zero"
    return found


def _sender(message: Message) -> str:
    value = message.root.value("from")
    boxes = parse_addresses(value).mailboxes if value is not None else ()
    return boxes[0].domain if boxes else ""


def _identifier(text: str, sender: str) -> dict[str, str]:
    match = _ID.fullmatch(text)
    if match is None:
        return {"id.left": "none", "id.right": "none"}
    left, host = match[1], match[2].lower()
    return {"id.left": shape(left), "id.right": _relation(host, sender), "id.host": host[:_SHOWN]}


def _relation(host: str, sender: str) -> str:
    """How the right side of a Message-ID relates to the domain of From."""
    if not host or host.startswith("["):
        return "literal" if host else "empty"
    if host == sender:
        return "sender's domain"
    if sender and (host.endswith(f".{sender}") or sender.endswith(f".{host}")):
        return "below the sender's domain"
    return "another domain" if "." in host else "no domain"


def _addresses(message: Message) -> dict[str, str]:
    """How names and addresses are written in From and To."""
    found: dict[str, str] = {}
    for key in ("from", "to"):
        value = message.root.value(key)
        if value is None:
            continue
        text = value[:_LONGEST].strip()
        if text.startswith(b'"'):
            inner = text[1:].partition(b'"')[0]
            plain = inner.replace(b" ", b"").isalnum()
            same = b"@" in inner and b"<" + inner + b">" in text
            found[f"address.{key}"] = "address as name" if same else "quoted" if plain else ""
        elif text.startswith(b"<"):
            found[f"address.{key}"] = "angles"
        elif text.startswith(b"=?"):
            continue
        else:
            found[f"address.{key}"] = "name" if b"<" in text else "bare"
    return {name: value for name, value in found.items() if value}


def _words(message: Message) -> dict[str, str]:
    """How the first encoded word of From, Subject and To is written."""
    for key in ("subject", "from", "to"):
        value = message.root.value(key)
        match = _WORD.search(value[:_LONGEST]) if value is not None and b"=?" in value else None
        if match is not None:
            return {
                "words.form": f"{match[1].decode('latin-1')}?{match[2].decode('latin-1')}",
                "words.length": "long" if len(match[0]) > 75 else "short",  # noqa: PLR2004 - RFC 2047 section 2
            }
    return {}
