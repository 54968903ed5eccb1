"""Plants the sample's forgeries: changed copies of genuine mails, and mails that nobody wrote.

Each function takes the genuine copies and gives all copies back, with some replaced or added. Methods are named in the
truth file; `METHODS` says what each is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import msgspec

from assay.demo import mime
from assay.demo.compose import Composed, Draft, compose
from assay.demo.copies import OWNERS, Copy, paris
from assay.demo.keys import rsa_key
from assay.demo.people import Person, load
from assay.demo.transport import with_field
from assay.signatures.signing import sign_dkim

if TYPE_CHECKING:
    from assay.demo.transport import Post

BAD: tuple[str, ...] = ("contradicted", "suspect")
METHODS = {
    "second-subject": "a second Subject put on top of a signed mail",
    "second-from": "a second From put on top of a signed mail",
    "content-type-changed": "the unsigned Content-Type replaced, so that the signed body shows another part",
    "body-changed": "a word or amount changed in a signed mail",
    "beyond-length": "text appended beyond the l= of a signed mail",
    "whole-cloth": "an unsigned mail in the sender's style; its mailer's hidden clocks, if any, run 51 days late",
    "copy-changed": "an amount changed in one mailbox; the genuine copy of the same Message-ID lies in another",
    "date-changed": "Date altered in a signed mail",
    "forged-results": "an Authentication-Results that claims a pass",
    "key-clash": "signed with the forger's own key under a genuine selector whose key isn't published",
    "lookalike": "sent from a domain that looks alike, and rightly signed by it",
    "planted-document": "a document that the forgers made or touched",
}
"""What each method of the truth file does."""
_FORGER_CLOCK = timedelta(days=51)


def plant(post: Post, copies: list[Copy]) -> list[Copy]:
    """Return the copies with all forgeries planted."""
    data = load("forgeries.toml")
    for change in (
        ("train", "lherbier", "second-subject"),
        ("fiches", "vasnier", "second-subject"),
        ("consignes", "corbelin", "second-from"),
        ("source-du-faux", "tarhouni", "content-type-changed"),
        ("donations", "corbelin", "date-changed"),
        ("pieces", "lherbier", "date-changed"),
        ("quotidien", "tarhouni", "beyond-length"),
    ):
        copies = _tampered(copies, *change, data)
    for altered in data["altered"]:
        copies = _altered(copies, altered)
    copies = _beside_forgeries(copies)
    invented = [copy for method in ("whole-cloth", "forged-results") for copy in _invented(post, data, method)]
    return [*copies, *invented, *_key_clash(post, data), *_lookalike(post, data)]


def _tampered(copies: list[Copy], identity: str, owner: str, method: str, data: dict[str, Any]) -> list[Copy]:
    """Replace the delivered copy of that mail in that mailbox by a tampered one."""
    chosen = next(copy for copy in copies if copy.id == identity and copy.owner == owner and copy.raw != copy.mail.raw)
    raw, expected = chosen.raw, BAD
    if method == "second-subject":
        raw = _below_trace(raw, f"Subject: {mime.encoded(data[method]['subject'], room=9)}\r\n")
    elif method == "second-from":
        name = mime.encoded(data[method]["display"])
        raw = _below_trace(raw, f"From: {name} <{data[method]['address']}>\r\n")
    elif method == "content-type-changed":
        raw = with_field(raw, "Content-Type", 'multipart/mixed; boundary="=_f4c91"')
    elif method == "beyond-length":
        raw += data[method]["text"].replace("\n", "\r\n").encode()
        expected = (*BAD, "authenticated")
    else:
        raw = with_field(raw, "Date", format_datetime(paris(chosen.mail.draft.when - timedelta(days=19, hours=3))))
    tampered = msgspec.structs.replace(_forged(chosen, raw, method), expected=expected)
    return [tampered if copy is chosen else copy for copy in copies]


def _beside_forgeries(copies: list[Copy]) -> list[Copy]:
    """Say of unsigned genuine copies that, where a forged copy lies beside, nobody can tell which of them was sent."""
    forged = {copy.mail.message_id for copy in copies if copy.method in {"body-changed", "copy-changed"}}
    ambiguous = {copy.mail.message_id for copy in copies if copy.method == "content-type-changed"}
    found = []
    for copy in copies:
        unsigned = copy.raw == copy.mail.raw
        note = ""
        if copy.method == "genuine" and copy.mail.message_id in ambiguous:
            note = "its text quotes MIME lines, and its Content-Type isn't signed: a signature can't say how to show it"
        elif copy.method == "genuine" and unsigned and copy.mail.message_id in forged:
            note = "an unsigned copy; a forged copy of it lies in another mailbox"
        if note:
            found.append(msgspec.structs.replace(copy, expected=(*copy.expected, "suspect"), note=note))
        else:
            found.append(copy)
    return found


def _below_trace(raw: bytes, field: str) -> bytes:
    """Put a field below what the receiver's server wrote, above all others, as a careful forger does."""
    at = raw.index(b"\r\nDKIM-Signature:") + 2
    return raw[:at] + field.encode() + raw[at:]


def _altered(copies: list[Copy], change: dict[str, str]) -> list[Copy]:
    """Change words in the copy of one mailbox, in the text and in its HTML."""
    chosen = next(copy for copy in copies if copy.id == change["id"] and copy.owner == change["mailbox"])
    raw = chosen.raw.replace(change["old"].encode(), change["new"].encode())
    if raw == chosen.raw:
        raise ValueError(f"{change['old']!r} doesn't stand in {change['id']!r} as it's encoded")
    return [_forged(copy, raw, change["method"]) if copy is chosen else copy for copy in copies]


def _forged(copy: Copy, raw: bytes, method: str) -> Copy:
    return msgspec.structs.replace(copy, raw=raw, method=method, expected=BAD, note=METHODS[method])


def _written(post: Post, entry: dict[str, Any], clock: datetime | None = None) -> Composed:
    """Compose an invented mail in the name of its pretended sender."""
    person = post.cast.person
    draft = Draft(
        sender=person[entry["from"]],
        to=(person[entry["to"]],),
        subject=entry["subject"],
        text=entry["text"].strip("\n"),
        when=entry["when"],
        clock=clock,
    )
    return compose(draft, post.random)


def _invented(post: Post, data: dict[str, Any], method: str) -> list[Copy]:
    """Make unsigned mails with a made-up trace; some claim in it that a signature was checked."""
    copies = []
    for entry in data[method]:
        clock = entry["when"] + _FORGER_CLOCK if method == "whole-cloth" else None
        mail = _written(post, entry, clock)
        receiver = post.cast.person[entry["to"]]
        claims = method == "forged-results"
        raw = _trace(post, mail, receiver, claims=claims) + mail.raw
        copies.append(_new(entry["to"], mail, raw, method, ("suspect", "contradicted", "unproven")))
    return copies


def _key_clash(post: Post, data: dict[str, Any]) -> list[Copy]:
    """Make mails signed by a key of the forger's own under the genuine domain and selector."""
    own = rsa_key("the forger's own", 1024)
    copies = []
    for entry in data["key-clash"]:
        mail = _written(post, entry)
        host = post.cast.host[mail.draft.sender.host]
        signed = sign_dkim(mail.raw, host.domain, host.selector, own)
        raw = _trace(post, mail, post.cast.person[entry["to"]], claims=True) + signed
        copies.append(_new(entry["to"], mail, raw, "key-clash", ("suspect", "contradicted", "unproven")))
    return copies


def _lookalike(post: Post, data: dict[str, Any]) -> list[Copy]:
    """Send phishing mails that really were sent, by a domain that looks alike."""
    copies = []
    for entry in data["lookalike"]:
        mail = _written(post, entry)
        raw = post.deliver(post.submit(mail), mail, post.cast.person[entry["to"]])
        note = "authenticated would say only that rlvage.example sent it"
        new = _new(entry["to"], mail, raw, "lookalike", ("suspect", "authenticated"))
        copies.append(msgspec.structs.replace(new, note=f"{METHODS['lookalike']}; {note}"))
    return copies


def _new(owner: str, mail: Composed, raw: bytes, method: str, expected: tuple[str, ...]) -> Copy:
    if owner not in OWNERS:
        raise ValueError(f"{owner} has no mailbox in the dump")
    return Copy(owner=owner, id="", mail=mail, raw=raw, method=method, expected=expected, note=METHODS[method])


def _trace(post: Post, mail: Composed, receiver: Person, *, claims: bool) -> bytes:
    """Make a trace up, as a forger copies it from a genuine mail; no seal, since that can't be copied."""
    sender = mail.draft.sender
    mx = "mx.coffre.example" if receiver.host == "rivage" else "mx.pli.example"
    when = format_datetime(mail.draft.when + timedelta(seconds=4))
    host = f"smtp.{sender.domain}"
    results = (
        f"Authentication-Results: {mx};\r\n       dkim=pass header.d={sender.domain}; spf=pass\r\n" if claims else ""
    )
    identity = f"{post.random.getrandbits(48):x}"
    received = f"Received: from {host} ({host} [198.51.100.7])\r\n\tby {mx} with ESMTPS id {identity};\r\n\t{when}\r\n"
    return f"Return-Path: <{sender.address}>\r\nDelivered-To: {receiver.address}\r\n{results}{received}".encode()
