"""A small case with every verdict in it, hostile text, a document and a failure; for tests of what reads a case."""

from __future__ import annotations

import hashlib
from email.utils import parsedate_to_datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric import ed25519

from assay.case import Case, Judged
from assay.message import parse
from assay.message.describe import describe
from assay.message.header_words import header_words
from assay.model.entry import Entry, Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin, Provenance, SignerKey
from assay.model.place import Place, Stored
from assay.model.verdict import Judgement, Verdict
from assay.signatures.check import check
from assay.signatures.keys.record import parse_record
from assay.signatures.keys.store import KeyStore
from assay.signatures.measure import measure
from assay.signatures.signing import public_record, sign_dkim

DOMAIN, SELECTOR = "rivage.example", "s2017"
PRIVATE = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY: SignerKey = parse_record(
    public_record(PRIVATE), DOMAIN, SELECTOR, Provenance(Origin.PUBLISHED, "test zone", seen="2017-04-24")
)


class Made(msgspec.Struct, frozen=True):
    """What was put into the case: the digest of each item by its name."""

    path: Path
    dump: Path
    items: dict[str, str]


def mail(
    subject: str, body: str, *, number: int, day: str = "Mon, 24 Apr 2017 10:15:00 +0200", extra: str = ""
) -> bytes:
    """A plain mail, its lines ended by CRLF."""
    lines = [
        "From: =?utf-8?q?Agn=C3=A8s?= Dupont <agnes.dupont@rivage.example>",
        "To: Paul Martin <paul.martin@rivage.example>",
        f"Date: {day}",
        f"Message-ID: <{number}@rivage.example>",
        f"Subject: {subject}",
        "MIME-Version: 1.0",
        *(
            extra.split("\n")
            if extra
            else ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
        ),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body.replace("\n", "\r\n").encode()


def mails(beacon: str = "http://192.0.2.1") -> dict[str, tuple[bytes, Verdict, bool]]:
    """The messages by name, with verdict and whether it's in part; `beacon` is where hostile HTML points."""
    genuine = mail("Virement de Genève", "Le virement de l'argent est parti pour les élections.\nMerci.\n", number=1)
    signed = sign_dkim(genuine, DOMAIN, SELECTOR, PRIVATE)
    plan = sign_dkim(
        mail("Plan for the meeting", "We have voted, the money is with you.\n", number=2), DOMAIN, SELECTOR, PRIVATE
    )
    html = (
        f'<img src="{beacon}/pixel.png"><script>fetch("{beacon}/script")</script><link rel=stylesheet '
        f'href="{beacon}/style.css"><svg><image href="{beacon}/svg.png"/></svg><style>p{{background:url({beacon}/u)}}'
        f"</style><meta http-equiv=refresh content='0;url={beacon}/refresh'><p>Regardez</p>\n"
    )
    hostile = mail(
        f'=HYPERLINK("{beacon}/cell")<img src="{beacon}/subject.png" onerror=alert(1)>\x1b[31m \u202egpj.exe',
        html,
        number=6,
        day="Thu, 04 May 2017 21:00:00 +0200",
        extra="Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit",
    )
    return {
        "genuine": (signed, Verdict.AUTHENTICATED, False),
        "twin": (b"Subject: Secret payment to the Caymans\r\n" + plan, Verdict.AUTHENTICATED, True),
        "copy": (mail("Réunion de demain", "Vous avez une réunion.\n", number=3, day="Tue, 21 Mar 2017 08:00:00 +0100"),
                 Verdict.CORROBORATED, False),
        "plain": (mail("Lunch", "Nothing to see.\n", number=4, day="Wed, 01 Feb 2017 12:00:00 +0000"),
                  Verdict.UNPROVEN, False),
        "altered": (signed.replace("élections".encode(), b"Bahamas"), Verdict.CONTRADICTED, False),
        "hostile": (hostile, Verdict.SUSPECT, False),
        "undated": (mail("No day", "Text.\n", number=7, day="Thu, 32 Feb 2017"), Verdict.UNPROVEN, False),
    }  # fmt: skip


def build(folder: Path, beacon: str = "http://192.0.2.1", *, judge: bool = True) -> Made:
    """Write dump and case into the folder."""
    dump = folder / "dump"
    dump.mkdir(parents=True)
    entries, judged, items = [], [], {}
    for name, (raw, verdict, in_part) in mails(beacon).items():
        entry = _entry(dump, f"{name}.eml", raw, Kind.MESSAGE)
        entries.append(entry)
        items[name] = entry.sha256
        judged.append(Judged(entry.sha256, _judgement(verdict, in_part=in_part), _checked(raw, entry.date)))
    document = _entry(dump, "=cmd.txt", b"Compte aux Bahamas\n", Kind.DOCUMENT)
    items["document"] = document.sha256
    judged.append(Judged(document.sha256, _judgement(Verdict.UNPROVEN)))
    again = msgspec.structs.replace(entries[0], place=Place("dump", "copies/genuine-again.eml"))
    failure = Entry(
        kind=Kind.FAILURE, place=Place("dump", "locked\x1b[2J.zip"), state="encrypted", reason="needs a password"
    )
    with Case.create_or_open(folder / "case") as case:
        case.evidence.write("take-in", "0000", [*entries, document, again, failure])
        KeyStore(case.path / "keys.jsonl").add([KEY])
        case.custody.seal()
        if judge:
            case.evidence.write_verdicts("1", "0000", judged)
            case.evidence.commit_generation("1")
            case.custody.judged("1", {})
    return Made(folder / "case", dump, items)


def _entry(dump: Path, name: str, raw: bytes, kind: Kind) -> Entry:
    path = dump / name
    path.write_bytes(raw)
    base = Entry(
        kind=kind,
        place=Place("dump", name),
        stored=Stored(pack=False, path=str(path), offset=0, length=len(raw)),
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        format="message/rfc822" if kind == Kind.MESSAGE else "text/plain",
        text=raw.decode() if kind == Kind.DOCUMENT else "",
    )
    if kind == Kind.DOCUMENT:
        return base
    described = {
        name: value for name, value in msgspec.structs.asdict(describe(raw)).items() if name in Entry.__struct_fields__
    }
    return msgspec.structs.replace(base, signatures=measure(parse(raw)), headers=header_words(raw), **described)


def _checked(raw: bytes, date: float | None) -> tuple:
    now = parsedate_to_datetime("Mon, 01 May 2017 00:00:00 +0000").timestamp()
    return tuple(check(one, (KEY,), date=date, now=now) for one in measure(parse(raw)))


def _judgement(verdict: Verdict, *, in_part: bool = False) -> Judgement:
    score = {"authenticated": 6.0, "corroborated": 2.0, "unproven": 0.0, "suspect": -1.0, "contradicted": -6.0}[verdict]
    findings = {
        Verdict.AUTHENTICATED: Finding(
            "dkim-holds", "signatures/1", Direction.FOR, Strength.CONCLUSIVE, "The signature of rivage.example holds."
        ),
        Verdict.CORROBORATED: Finding(
            "copy", "copies/1", Direction.FOR, Strength.STRONG, "The same mail is elsewhere."
        ),
        Verdict.SUSPECT: Finding(
            "odd", "oddities/1", Direction.AGAINST, Strength.MODERATE, "=1+1 \x1b[31mThe name hides its ending."
        ),
        Verdict.CONTRADICTED: Finding(
            "body-changed", "signatures/1", Direction.AGAINST, Strength.VERY_STRONG, "The body isn't what was signed."
        ),
    }
    found = (findings[verdict],) if verdict in findings else ()
    return Judgement(verdict, in_part, score, f"The small case says {verdict.value} of this item.", found)
