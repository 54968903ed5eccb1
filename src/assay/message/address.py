"""Addresses of header fields (RFC 5322 section 3.4), read so that no identity is claimed where readers would differ."""

from __future__ import annotations

import functools
import re

import msgspec

from assay.message.domain import ascii_domain
from assay.message.tokens import Token, elements_of
from assay.message.words import LONGEST, decode_words

_MOST = 2_000
_FOLD = re.compile(rb"\r?\n(?=[ \t])|[\r\n]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ADDRESS_LIKE = re.compile(r"[^\s@<>(),;:\"']{1,64}@[^\s@<>(),;:\"']{1,253}\.[^\s@<>(),;:\"'.]{2,}")


class Mailbox(msgspec.Struct, frozen=True):
    """One mailbox.

    Attributes:
        display: the display name, decoded, or what couldn't be read; untrusted.
        address: as `local@domain`; "" where no identity can be claimed.
        local: the part before the @, as written; untrusted.
        domain: the part behind it, lower case, A-labels.
    """

    display: str
    address: str
    local: str = ""
    domain: str = ""


class Addresses(msgspec.Struct, frozen=True):
    """The mailboxes of one field, groups resolved.

    Attributes:
        mailboxes: in order.
        defects: codes: `ambiguous-address`, `unparsable-address`, `address-in-display-name`, `idn-domain`,
            `homograph-domain`, `control-characters`, …
    """

    mailboxes: tuple[Mailbox, ...]
    defects: tuple[str, ...] = ()


@functools.lru_cache(maxsize=2048)
def parse_addresses(raw_value: bytes) -> Addresses:
    """Read the addresses of a From, To, Cc, … field. Never raises.

    An element that isn't exactly `name <local@domain>` or `local@domain`, comments aside, claims no identity: readers
    differ on what it means (CVE-2023-27043).

    Args:
        raw_value: the bytes after the colon; only the first 64 KiB are read.
    """
    defects: list[str] = []
    value = raw_value
    if len(value) > LONGEST:
        value = value[:LONGEST]
        defects.append("header-too-long")
    value = _FOLD.sub(b"", value).strip()
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
        defects.append("raw-8bit")
    elements = elements_of(text)
    if elements is None:
        defects.append("unparsable-address")
        return Addresses((Mailbox(decode_words(value).text, ""),), tuple(defects))
    if len(elements) > _MOST:
        defects.append("address-limit")
    mailboxes = tuple(_mailbox(element, defects) for element in elements[:_MOST])
    return Addresses(mailboxes, tuple(dict.fromkeys(defects)))


def _mailbox(tokens: list[Token], defects: list[str]) -> Mailbox:
    written = "".join(f"({token})" if kind == "comment" else token for kind, token in tokens).strip()
    comments = " ".join(token for kind, token in tokens if kind == "comment")
    core = [token for token in tokens if token[0] != "comment"]
    opens = [index for index, token in enumerate(core) if token == ("special", "<")]
    if not opens:
        spec, phrase = _strip(core), []
    else:
        tail = _strip(core[opens[0] + 1 :])
        if len(opens) > 1 or not tail or tail[-1] != ("special", ">"):
            return _ambiguous(written, defects)
        spec, phrase = _strip(tail[:-1]), _strip(core[: opens[0]])
    found = _address(spec)
    if found is None or not _is_phrase(phrase):
        return _ambiguous(written, defects)
    local, domain, more = found
    defects.extend(more)
    display = _display(phrase, defects) if phrase else _words(comments, defects)
    address = f"{local}@{domain}"
    if "@" in display and any(other.lower() != address.lower() for other in _ADDRESS_LIKE.findall(display[:1000])):
        defects.append("address-in-display-name")
    return Mailbox(display, address, local, domain)


def _ambiguous(written: str, defects: list[str]) -> Mailbox:
    defects.append("ambiguous-address")
    return Mailbox(_words(written, defects), "")


def _strip(tokens: list[Token]) -> list[Token]:
    start, end = 0, len(tokens)
    while start < end and tokens[start][0] == "space":
        start += 1
    while end > start and tokens[end - 1][0] == "space":
        end -= 1
    return tokens[start:end]


def _is_phrase(tokens: list[Token]) -> bool:
    """Whether tokens can be a display name; an @ and brackets are tolerated there, parentheses and angles aren't."""
    return not any(kind == "special" and word not in "@.'" for kind, word in tokens)


def _address(tokens: list[Token]) -> tuple[str, str, list[str]] | None:
    """Local part, domain and defects of an addr-spec; None where it is none."""
    tokens = [token for token in tokens if token[0] != "space"] if _loose(tokens) else tokens
    if ("special", "@") not in tokens:
        return None
    if tokens[0] == ("special", "@"):
        colon = tokens.index(("special", ":")) if ("special", ":") in tokens else -1
        tokens = tokens[colon + 1 :]  # a source route (RFC 5322 section 4.4)
        if colon < 0 or ("special", "@") not in tokens:
            return None
    at = tokens.index(("special", "@"))
    left, right = tokens[:at], tokens[at + 1 :]
    if not left or any(kind not in {"atom", "quoted"} for kind, _ in left):
        return None
    if len(right) != 1 or right[0][0] not in {"atom", "literal"}:
        return None
    local = "".join(token for _, token in left)
    if right[0][0] == "literal":
        return local, right[0][1].lower(), []
    domain, defects = ascii_domain(right[0][1])
    return None if domain is None or _has_controls(local) else (local, domain, defects)


def _loose(tokens: list[Token]) -> bool:
    """White space is allowed around dots and the @ (RFC 5322 section 4.4), not between words."""
    for before, space, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if space[0] == "space" and not ({before[1][-1:], after[1][:1]} & {"@", ".", ":", ","}):
            return False
    return True


def _has_controls(text: str) -> bool:
    return any(ord(letter) < 32 or ord(letter) == 127 for letter in text)  # noqa: PLR2004 - the control characters


def _display(tokens: list[Token], defects: list[str]) -> str:
    pieces = []
    for kind, word in tokens:
        if kind == "quoted":
            pieces.append(_ESCAPED.sub(r"\1", word[1:-1]))
        else:
            pieces.append(" " if kind == "space" else word)
    return _words("".join(pieces), defects)


def _words(text: str, defects: list[str]) -> str:
    decoded = decode_words(text.encode("utf-8", "surrogatepass"))
    defects.extend(code for code in decoded.defects if code != "raw-8bit")
    return decoded.text
