"""A case in which everything that a dump can choose tries to be more than text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

import small_case
from assay.case import Case, Judged
from assay.message import parse
from assay.message.describe import describe
from assay.model.entry import Entry, Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin, Provenance
from assay.model.place import Place, Stored
from assay.model.verdict import Judgement, Verdict
from assay.signatures.check import check
from assay.signatures.keys.store import KeyStore
from assay.signatures.measure import measure
from assay.signatures.signing import sign_dkim

if TYPE_CHECKING:
    from pathlib import Path

LONG = 100_000


def texts(beacon: str) -> dict[str, str]:
    """Hostile text by what it tries; `beacon` is the host that it wants asked."""
    return {
        "script": f'</title></h1><script>hacked=1;fetch("{beacon}/script")</script>',
        "attribute": f'" onmouseover="hacked=1" style="background:url({beacon}/style)" x=\'',
        "image": f'<img src="{beacon}/pixel" onerror="hacked=1"><svg onload="hacked=1"><image href="{beacon}/svg"/>',
        "link": "javascript:hacked=1",
        "anchor": f'<a href="javascript:hacked=1">x</a><base href="{beacon}/">',
        "refresh": f'<meta http-equiv="refresh" content="0;{beacon}/refresh"><iframe src="{beacon}/frame"></iframe>',
        "template": "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}",
        "bidi": "\u202egpj.exe\u2066\x1b[2J\u200b\ufeff\x00",
        "long": "A" * LONG,
        "long-markup": "<b onclick=hacked=1>" * (LONG // 20),
    }


def build(folder: Path, beacon: str) -> small_case.Made:
    """Write a case whose every field holds such text; one item of each kind for each."""
    dump = folder / "dump"
    dump.mkdir(parents=True)
    entries: list[Entry] = []
    judged: list[Judged] = []
    keys = [small_case.KEY]
    items = {}
    for number, (name, text) in enumerate(texts(beacon).items()):
        raw = _mail(text, number)
        mail = _entry(dump, f"{number}.eml", raw, text, Kind.MESSAGE)
        document = _entry(dump, f"{number}.bin", f"{number} {text}".encode(), text, Kind.DOCUMENT)
        failure = Entry(kind=Kind.FAILURE, place=Place("dump", f"{number}{text}"), state="unreadable", reason=text)
        entries += [mail, document, failure]
        items |= {name: mail.sha256, f"{name}-document": document.sha256}
        checked = tuple(check(one, (small_case.KEY,), date=mail.date, now=0.0) for one in measure(parse(raw)))
        judged += [Judged(mail.sha256, _judgement(text), checked), Judged(document.sha256, _judgement(text))]
        provenance = Provenance(Origin.SUPPLIED, text[:500], text[:500])
        keys.append(replace(small_case.KEY, domain=f"{number}{text[:300]}", selector=text[:300], provenance=provenance))
    with Case.create_or_open(folder / "<img src=x onerror=hacked=1>") as case:
        case.evidence.write("take-in", "0000", entries)
        case.evidence.write_verdicts("1", "0000", judged)
        case.evidence.commit_generation("1")
        KeyStore(case.path / "keys.jsonl").add(keys)
        case.custody.seal()
        case.custody.judged("1", {})
        return small_case.Made(case.path, dump, items)


def _mail(text: str, number: int) -> bytes:
    folded = " ".join(text[at : at + 900] for at in range(0, len(text), 900)).replace("\x00", "")
    raw = small_case.mail("x", text, number=number, extra="Content-Type: text/html; charset=utf-8")
    signed = sign_dkim(raw, small_case.DOMAIN, small_case.SELECTOR, small_case.PRIVATE)
    return f"Subject: {folded}\r\nX-Note: {folded}\r\n".encode() + signed


def _entry(dump: Path, name: str, raw: bytes, text: str, kind: Kind) -> Entry:
    path = dump / name
    path.write_bytes(raw)
    described = describe(raw)
    return Entry(
        kind=kind,
        place=Place("dump", f"{name}/{text}"),
        stored=Stored(pack=False, path=str(path), offset=0, length=len(raw)),
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        format="message/rfc822" if kind is Kind.MESSAGE else text,
        date=described.date if kind is Kind.MESSAGE else None,
        date_text=text,
        message_id=text,
        from_text=text,
        from_address=text,
        to_text=text,
        cc_text=text,
        subject=text if kind is Kind.MESSAGE else "",
        attachments=(text, text),
        headers=text,
        text=f"findme {text}",
        defects=(text,),
    )


def _judgement(text: str) -> Judgement:
    against = Finding("odd", "test/1", Direction.AGAINST, Strength.MODERATE, text)
    neutral = Finding("odd", "test/1", Direction.NEUTRAL, Strength.NONE, text)
    return Judgement(Verdict.SUSPECT, False, -1.0, text, (against, neutral))
