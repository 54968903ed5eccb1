"""Rewrites list mail as Mailman 2 does, so that every signature of an author breaks.

After Mailman 2.1's own handlers: `CookHeaders.py` (subject prefix, List fields of RFC 2369, Precedence, X-BeenThere),
`Decorate.py` (a footer in text/plain of the list's charset, else as a part of its own) and `SMTPDirect.py`.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from email.header import Header, decode_header, make_header
from email.utils import format_datetime
from typing import TYPE_CHECKING

from assay.message.describe import describe
from redteam.corpora import parts

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Linux-man"
DOMAIN = "lists.quais-ouverts.example"
FOOTER = f"""_______________________________________________
{NAME} mailing list
{NAME.lower()}@{DOMAIN}
https://{DOMAIN}/mailman/listinfo/{NAME.lower()}
"""
_PREFIX = re.compile(rb"^((?:re|aw|fwd?|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_DATE = re.compile(rb";\s*([^;]*\d{4} [^;]*)$")
_OWN = {
    "list-id",
    "list-post",
    "list-help",
    "list-unsubscribe",
    "list-subscribe",
    "list-archive",
    "sender",
    "precedence",
}
_OWN |= {
    "errors-to",
    "x-beenthere",
    "x-mailman-version",
    "return-path",
    "delivered-to",
    "x-original-to",
    "x-mailing-list",
}


def make(corpus: Path, folder: Path) -> None:
    """Write each mail of a folder into another as the list passes it on; the same bytes each time."""
    for path in sorted(path for path in corpus.rglob("*") if path.is_file()):
        target = folder / path.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(rewritten(path.read_bytes()))


def rewritten(raw: bytes) -> bytes:
    """A mail as a subscriber of the list gets it."""
    seed = hashlib.sha256(raw).hexdigest()
    fields, body, end = parts.split(raw)
    when = _received(raw, fields)
    kept = [field for field in fields if parts.name(field) not in _OWN]
    cooked = [*tagged(kept, f"[{NAME}]"), *(_line(name, text, end) for name, text in _list_fields())]
    top = [_line("Return-Path", f"<{NAME.lower()}-bounces@{DOMAIN}>", end)]
    top += _hops(when, seed, end)
    return footed(parts.join([*top, *cooked], body, end), FOOTER, f"===============0{int(seed[:15], 16):018d}==")


def tagged(fields: list[bytes], tag: str) -> list[bytes]:
    """The fields with the list's tag in Subject, behind `Re:`; once only."""
    subject = parts.value(fields, "subject")
    try:
        words = str(make_header(decode_header(subject.decode("utf-8", "replace"))))
    except (LookupError, ValueError):
        words = subject.decode("utf-8", "replace")
    if tag.lower() in words.lower():
        return fields
    answer = _PREFIX.match(words.encode())
    rest = words[len(answer[0].decode()) :] if answer else words
    text = f"{'Re: ' if answer else ''}{tag} {rest}".strip()
    end = b"\r\n" if fields and fields[0].endswith(b"\r\n") else b"\n"
    charset = "us-ascii" if text.isascii() else "utf-8"
    value = Header(text, charset, maxlinelen=76, header_name="Subject").encode(linesep=end.decode()).encode()
    if not any(parts.name(field) == "subject" for field in fields):
        return [*fields, b"Subject: " + value + end]
    return parts.with_field(fields, "subject", value)


def footed(raw: bytes, footer: str, boundary: str) -> bytes:
    """A mail with the list's footer: in its text where it's one plain text, else as a part more."""
    fields, body, end = parts.split(raw)
    lines = footer.encode().replace(b"\n", end)
    kind = parts.value(fields, "content-type").lower() or b"text/plain"
    if kind.startswith(b"text/plain"):
        return _in_text(fields, body, end, footer)
    own = [
        b'Content-Type: text/plain; charset="us-ascii"' + end,
        b"MIME-Version: 1.0" + end,
        b"Content-Transfer-Encoding: 7bit" + end,
        b"Content-Disposition: inline" + end,
    ]
    if kind.startswith(b"multipart/mixed"):
        found = re.search(rb'boundary="?([^";]+)"?', parts.value(fields, "content-type"), re.IGNORECASE)
        closing = b"--" + found[1].strip() + b"--" if found else b""
        place = body.rfind(closing) if closing else -1
        if place >= 0:
            part = closing[:-2] + end + b"".join(own) + end + lines + end
            return parts.join(fields, body[:place] + part + body[place:], end)
    rest, content = parts.content(fields)
    return parts.wrapped(rest, iter([(content, body), (own, lines)]), boundary, end)


def _in_text(fields: list[bytes], body: bytes, end: bytes, footer: str) -> bytes:
    """The footer in the text itself: as the list's ASCII where that will do, else in the mail's charset, encoded anew.

    Python 2 wrote UTF-8 as base64 and ISO 8859 as quoted-printable, whatever the author's program had chosen.
    """
    found = re.search(rb"charset=\"?([^\s\";]+)", parts.value(fields, "content-type"), re.IGNORECASE)
    charset = found[1].decode("latin-1").lower() if found else "us-ascii"
    transfer = parts.value(fields, "content-transfer-encoding").decode("latin-1").lower()
    text = parts.decoded(body, transfer).replace(b"\r\n", b"\n")
    text += (b"" if text.endswith(b"\n") else b"\n") + footer.encode()
    if text.isascii():
        charset, transfer = "us-ascii", "7bit"
    else:
        transfer = "base64" if charset == "utf-8" else "quoted-printable"
    flowed = "; format=flowed" if b"flowed" in parts.value(fields, "content-type") else ""
    rest, _ = parts.content(fields)
    rest += [
        _line("Content-Type", f'text/plain; charset="{charset}"{flowed}', end),
        _line("Content-Transfer-Encoding", transfer, end),
    ]
    data = text if transfer == "base64" else text.replace(b"\n", end)
    return parts.join(rest, parts.encoded(data, transfer, end), end)


def _list_fields() -> list[tuple[str, str]]:
    low = NAME.lower()
    info, to = f"https://{DOMAIN}/mailman/options/{low}", f"mailto:{low}-request@{DOMAIN}?subject="
    return [
        ("X-BeenThere", f"{low}@{DOMAIN}"),
        ("X-Mailman-Version", "2.1.18-1"),
        ("Precedence", "list"),
        ("List-Id", f"{NAME} <{low}.{DOMAIN}>"),
        ("List-Unsubscribe", f"<{info}>, <{to}unsubscribe>"),
        ("List-Archive", f"<http://{DOMAIN}/pipermail/{low}/>"),
        ("List-Post", f"<mailto:{low}@{DOMAIN}>"),
        ("List-Help", f"<{to}help>"),
        ("List-Subscribe", f"<https://{DOMAIN}/mailman/listinfo/{low}>, <{to}subscribe>"),
        ("Errors-To", f"{low}-bounces@{DOMAIN}"),
        ("Sender", f'"{NAME}" <{low}-bounces@{DOMAIN}>'),
    ]


def _hops(when: datetime, seed: str, end: bytes) -> list[bytes]:
    """The Received of the list's server and of the subscriber's, newest first."""
    queue, wait = seed[:10].upper(), int(seed[10:12], 16) % 50 + 4
    left, came = when + timedelta(seconds=wait), when + timedelta(seconds=wait + 2)
    fold = end + b"\t"
    subscriber = fold.join(
        (
            f"from {DOMAIN} ({DOMAIN} [198.51.100.24])".encode(),
            f"by mx.abonne.example (Postfix) with ESMTP id {seed[12:23].upper()}".encode(),
            f"for <abonne@abonne.example>; {format_datetime(came)}".encode(),
        )
    )
    local = fold.join(
        (
            f"from {DOMAIN} (localhost [127.0.0.1])".encode(),
            f"by {DOMAIN} (Postfix) with ESMTP id {queue}; {format_datetime(left)}".encode(),
        )
    )
    return [b"Received: " + one + end for one in (subscriber, local)]


def _received(raw: bytes, fields: list[bytes]) -> datetime:
    """When the mail came: what the topmost Received says, else Date."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    top = parts.value(fields, "received")
    found = _DATE.search(top)
    try:
        when = parsedate_to_datetime(found[1].decode()) if found else None
    except (TypeError, ValueError):
        when = None
    return (when or datetime.fromtimestamp(describe(raw).date or 0, UTC)).astimezone(UTC)


def _line(name: str, text: str, end: bytes) -> bytes:
    return f"{name}: {text}".encode() + end
