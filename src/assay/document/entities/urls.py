"""URLs (RFC 3986), with a scheme, without one (`www.example.com`, `example.com/path`), and defanged (`hxxp`, `[.]`)."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from assay.document.entities.reading import Found, Reading
from assay.document.entities.suffixes import host, is_address, refanged

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = tomllib.loads(resources.files(__package__).joinpath("urls.toml").read_text("utf-8"))
_SCHEMES: dict[str, str] = _DATA["schemes"]
_PORTS: dict[str, int] = _DATA["ports"]
_PORT_DIGITS = 5
_MARKS = re.compile(r"://|\[:\]//|\[://\]")
_SCHEME = re.compile(r"[a-z0-9*+-]{2,6}")
_REST = re.compile(r"[^\s<>\"{}|\\^`\x00-\x1f\u00ab\u00bb\u201c\u201d]{1,2000}")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_NAME = re.compile(r"[\w.-]{1,253}")
_AUTHORITY_END = re.compile(r"[/?#]")
_TRAILING = ".,;:!?'\u2019\u2026*_"
_BRACKETS = {")": "(", "]": "["}


def find(reading: Reading) -> Iterator[Found]:
    """Every URL, in order of its form, then of its place."""
    text, lower, done = reading.text, reading.lower, 0
    if "//" in text:
        for match in _MARKS.finditer(lower):
            if match.start() < done:
                continue
            back = _SCHEME.match(lower[max(0, match.start() - 6) : match.start()][::-1])
            written = back.group()[::-1] if back else ""
            rest = _REST.match(text, match.end()) if written in _SCHEMES else None
            if rest is None:
                continue
            body = _without_trailing(rest.group())
            done = match.end() + len(body)
            value = _value(_SCHEMES[written], body)
            if value:
                yield Found("url", value, match.start() - len(written), done)
    if "." in text:
        yield from _bare(reading)


def _bare(reading: Reading) -> Iterator[Found]:
    """Names with a path behind them, and names that begin with `www.`; they get the scheme `http`."""
    text = reading.text
    for name, start, end, _ in reading.bare:
        path = text[end : end + 1] == "/" and text[end + 1 : end + 2].isalnum()
        if (not path and not name.startswith("www.")) or text[start - 1 : start] in {"@", "/"}:
            continue
        rest = _REST.match(text, end) if text[end : end + 1] in {"/", "?", "#", ":"} else None
        tail = _without_trailing(rest.group()) if rest else ""
        value = _value("http", name + tail)
        if value:
            yield Found("url", value, start, end + len(tail))


def _without_trailing(written: str) -> str:
    """A URL without the punctuation of the sentence that it ends; brackets stay that were opened inside of it."""
    end = len(written)
    extra = {closing: written.count(closing) - written.count(opening) for closing, opening in _BRACKETS.items()}
    while end:
        last = written[end - 1]
        if extra.get(last, 0) > 0:
            extra[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return written[:end]


def _value(scheme: str, body: str) -> str:
    """The normal form (RFC 3986 section 6.2.2 and 6.2.3): scheme and host in lower case, no default port."""
    body = refanged(body.replace("[:]", ":")) if "[" in body or "(" in body else body
    mark = _AUTHORITY_END.search(body)
    at = mark.start() if mark else len(body)
    authority, rest = body[:at], body[at:]
    user, sign, place = authority.rpartition("@")
    if place.startswith("["):
        name, _, port = place.lower().partition("]")
        name, port = f"{name}]", port.removeprefix(":")
    else:
        name, _, port = place.partition(":")
        name = host(name) or name.lower()
    known = is_address(name) or (_NAME.fullmatch(name) and (host(name) or "." not in name))
    if not known or (port and not (port.isascii() and port.isdecimal())):
        return ""
    shown_port = "" if not port or len(port) > _PORT_DIGITS or int(port) == _PORTS.get(scheme) else f":{port}"
    rest = _PERCENT.sub(lambda found: found.group().upper(), rest) if "%" in rest else rest
    return f"{scheme}://{user}{sign}{name}{shown_port}{rest if rest.startswith('/') else '/' + rest}"
