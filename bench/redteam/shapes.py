"""New identifiers of the shape that the old ones have: case, hexadecimal digits and words stay, and so do times.

Times aren't renewed, they're moved with all other clocks of the mail (`redteam.times`).
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from assay.message import parse
from assay.message.traits.tokens import OPAQUE
from redteam.edits import edited, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from redteam.edits import Edit

_GMAIL_ID = re.compile(rb"(?P<kept>CA|[AB]ANLkTi)[\w=+-]{26,}\Z")
_GMAIL_BOUNDARY = re.compile(rb"([0-9a-f]{15})([0-9a-f]{3})([0-9a-f]{8})([0-9a-f]{2})\Z")
"""The second group is the last of the microseconds: thousandths of a second, which nobody compares."""
_POSTFIX = re.compile(
    rb"(?P<kept>[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,11}z)[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{1,14}\Z"
)
_VERSION = re.compile(rb"[0-9]{1,2}(?:\.[0-9]{1,5}){3}\Z")
_GOOGLE = re.compile(
    rb"(?P<new>[a-z0-9-]{1,40}?)(?P<kept>(?:-v6)?s[a-z]{1,2}|csp|mr)(?P<more>[0-9]{1,10})(?P<rest>[a-z0-9]{2,4}(?:\.[0-9]+)*)\Z"
)
_KEPT = re.compile(
    rb"(?<![0-9A-Za-z])(?:1[0-9]{12}|1[0-9]{11}|1[0-9]{9}|(?:19|20)[0-9]{10}(?:[0-9]{2})?)(?![0-9])"  # times as numbers
    rb"|(?<![0-9A-Fa-f])[0-9A-Fa-f]{0,4}01[C-Ec-e][0-9A-Fa-f]{5}[.$][0-9A-Fa-f]{8}(?![0-9A-Fa-f])"  # FILETIME
    rb"|\A[3-7][0-9A-F]{7}(?=\.[0-9]{5,9}\Z)"  # Thunderbird
    rb"|\AE?[01][0-9A-Za-z]{5}(?=-[0-9A-Za-z]{6,11}-)"  # Exim
    rb"|\A[0-9a-zA-Z]{8}(?=[0-9]{6,7}\Z)"  # sendmail
    rb"|ON[0-9A-F]{2}25[0-9A-F]{4}\.[0-9A-F]{8}"  # Notes
    rb"|\AOF(?=[0-9A-F]{8}\.)"
    rb"|(?<=\.)G[A-Z](?=[0-9]+\Z)"  # mutt
    rb"|(?<![0-9A-Za-z])(?:[A-Z]?[a-z]{1,14}|[A-Z]{2,14})(?![0-9A-Za-z])"  # words
    rb"|\A[A-Z](?=[0-9]{6})|(?<![0-9A-Za-z])[0-9]{1,2}(?![0-9A-Za-z])|NextPart|JavaMail|(?<=[0-9a-f]{14})si\Z"
)
_UUID = re.compile(
    rb"([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-)([0-9A-Fa-f])([0-9A-Fa-f]{3}-)([0-9A-Fa-f])([0-9A-Fa-f]{3}-[0-9A-Fa-f]{12})"
)
_HEX = re.compile(rb"[0-9a-f]+\Z|[0-9A-F]+\Z")
_RUN = re.compile(rb"[0-9A-Za-z]+")
_DIGITS, _LETTERS = b"0123456789", b"abcdefghijklmnopqrstuvwxy"
"""No z: where it stands tells Postfix's long numbers from others."""
_NO_VOWELS = re.compile(rb"[aeiouAEIOU]")
_SAME_FOR_ALL = 6
"""Signs at the beginning of Google's opaque values that are the same in all mails of some weeks."""
_INDEX = 22


def renewed(identity: bytes, random: Random) -> bytes:
    """Another identifier of that shape."""
    if _VERSION.match(identity):
        return identity
    if identity.isdigit():
        return _like(identity, random)
    uuid = _UUID.search(identity)
    if uuid:
        one, version, two, variant, three = uuid.groups()
        middle = _hex(one, random) + version + _hex(two, random) + variant + _hex(three, random)
        return _pieces(identity[: uuid.start()], random) + middle + _pieces(identity[uuid.end() :], random)
    found = _GMAIL_ID.match(identity) or _POSTFIX.match(identity)
    if found:
        return found["kept"] + _run(identity[found.end("kept") :], random, hexadecimal=False)
    found = _GMAIL_BOUNDARY.match(identity)
    if found:
        return found[1] + _hex(found[2], random) + found[3] + _hex(found[4], random)
    found = _GOOGLE.match(identity)
    if found:
        start = b"-".join(_like(piece, random) for piece in found["new"].split(b"-"))
        return start + found["kept"] + _like(found["more"], random) + found["rest"]
    return _pieces(identity, random)


def _pieces(identity: bytes, random: Random) -> bytes:
    made, position = [], 0
    for kept in _KEPT.finditer(identity):
        made += [_runs(identity[position : kept.start()], random), kept[0]]
        position = kept.end()
    return b"".join([*made, _runs(identity[position:], random)])


def _runs(text: bytes, random: Random) -> bytes:
    return _RUN.sub(lambda found: _like(found[0], random), text)


def _like(run: bytes, random: Random) -> bytes:
    return _run(run, random, hexadecimal=_HEX.match(run) is not None)


def _hex(run: bytes, random: Random) -> bytes:
    return _run(run, random, hexadecimal=True)


def _run(run: bytes, random: Random, *, hexadecimal: bool) -> bytes:
    """Signs of the same kind: digits, small letters, capitals; where all were hexadecimal, they are."""
    small = _LETTERS[:6] if hexadecimal else _LETTERS
    vowels = hexadecimal or _NO_VOWELS.search(run) is not None
    small = small if vowels else _NO_VOWELS.sub(b"", small)
    made = bytearray()
    for sign in run:
        signs = _DIGITS if sign in _DIGITS else small if bytes([sign]).islower() else small.upper()
        made.append(random.choice(signs) if bytes([sign]).isalnum() else sign)
    if run.isdigit() and len(run) >= 10:
        made[0] = run[0]  # lest it look like a time
    elif run[:1] not in {b"", b"0"} and made[:1] == b"0":
        made[0] = b"1"[0]
    return bytes(made)


def fresh_everywhere(raw: bytes, random: Random) -> bytes:
    """A mail whose Message-ID, servers' numbers, opaque fields and boundaries are made anew, each in its shape."""
    edits = [*numbers(raw, lambda old: renewed(old, random)), *_fields(raw, random)]
    boundaries = dict.fromkeys(part.content_type.boundary for part in parse(raw).parts() if part.content_type.boundary)
    raw = edited(raw, edits)
    for old in sorted(boundaries, key=len, reverse=True):
        raw = raw.replace(old, renewed(old, random)) if len(old) > 12 else raw
    return raw


def _fields(raw: bytes, random: Random) -> Iterator[Edit]:
    for header in parse(raw).headers:
        value = raw[header.colon : header.stop]
        if header.key == "message-id":
            yield header.colon, header.stop, _message_id(value, random)
        elif header.key == "thread-index":
            yield header.colon, header.stop, _index(value, random)
        elif header.key in OPAQUE and header.key != "x-originalarrivaltime":
            start = len(value) - len(value.lstrip())
            kept = 0 if _UUID.search(value) else _SAME_FOR_ALL
            text = value[start + kept :]
            new = renewed(text, random) if not kept else _runs(text, random)
            yield header.colon + start + kept, header.stop, new


def _message_id(value: bytes, random: Random) -> bytes:
    """The part before the @; the name of the service's own server stays where that part begins with it."""
    start = value.find(b"<") + 1
    local, at, domain = value[start:].partition(b"@")
    host = domain.partition(b".")[0]
    if len(host) > 4 and local.startswith(host):
        return value[:start] + host + _hex(local[len(host) :], random) + at + domain
    new = renewed(local, random)
    if new == local:
        new += b"." + str(random.randrange(100, 1000)).encode()
    return value[:start] + new + at + domain


def _index(value: bytes, random: Random) -> bytes:
    """Another conversation begun at the same time."""
    try:
        index = bytearray(base64.b64decode(b"".join(value.split()), validate=True))
    except (binascii.Error, ValueError):
        return value
    if len(index) >= _INDEX:
        index[6:_INDEX] = random.randbytes(_INDEX - 6)
    return b" " + base64.b64encode(bytes(index))
