"""The contract that every examiner keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.examiners.conftest import recovered, subject
from tests.examiners.test_receipt import RECEIVED
from tests.examiners.test_receipt import sealed as sealed_mail
from tests.signatures.conftest import MAIL, Signer

from assay.examiners.registry import EXAMINERS
from assay.model.corpus import Copy, Difference, Edit, Way
from assay.model.key import Origin, Provenance, SignerKey
from assay.model.place import Span
from assay.model.signature import Alignment, Checked, Instance, Measured, Outcome, Repair, Scheme
from assay.signatures.chain import chain

if TYPE_CHECKING:
    from assay.examiners.interface import Examiner

SIGNER = Signer()
CHANGES = [
    lambda raw: raw,
    lambda raw: b"Subject: Fraud\r\n" + raw,
    lambda raw: b"From: <>\r\nReply-To: x@y.example\r\n" + raw,
    lambda raw: raw.replace(b"1,200", b"9,200"),
    lambda raw: raw.replace(b"Budget", b"[x] Budget"),
    lambda raw: raw.replace(b"multipart/alternative", b"text/plain"),
    lambda raw: raw + b"more\x00\r\n",
    lambda raw: raw.replace(b"d=signer.example", b"d=\xff\x00"),
    lambda raw: raw.replace(b"\r\n", b"\n"),
    lambda raw: raw[: len(raw) // 2],
    lambda raw: b"List-Id: <l.example>\r\n" + raw,
    lambda raw: b"ARC-Seal: i=1; cv=none\r\n" + raw,
]
KEYS = [(), (SIGNER.public,), (recovered(SIGNER.public),), (replace(SIGNER.public, private_published=True),)]
COPIES = [
    (),
    (Copy("a" * 64, same=True, separate=True, vouched=True),),
    (Copy("a" * 64, False, True, True, difference=Difference((Edit("\x1b[2J", "b"),), 0.9, footer=False)),),
]


@pytest.mark.parametrize("examiner", EXAMINERS, ids=lambda one: one.name)
def test_it_introduces_itself(examiner: Examiner) -> None:
    assert re.fullmatch(r"[a-z]+", examiner.name)
    assert examiner.version >= 1
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in examiner.codes)
    assert type(examiner).__doc__


def test_no_two_share_a_name() -> None:
    assert len({examiner.name for examiner in EXAMINERS}) == len(EXAMINERS)


@settings(max_examples=150, deadline=None)
@given(
    st.booleans(),
    st.lists(st.sampled_from(CHANGES), max_size=3),
    st.sampled_from(KEYS),
    st.sampled_from(COPIES),
    st.booleans(),
    st.sampled_from([Way(0, 0), Way(0, 50), Way(50, 0)]),
)
def test_findings_keep_the_contract(
    sealed: bool, changes: list[object], keys: tuple[object, ...], copies: tuple[Copy, ...], rebuilt: bool, way: Way
) -> None:
    raw = RECEIVED + sealed_mail(SIGNER) if sealed else SIGNER.sign(MAIL)
    for change in changes:
        raw = change(raw)
    one = subject(raw, *keys, rebuilt=rebuilt, copies=copies, way=way)
    for examiner in EXAMINERS:
        for finding in examiner.examine(one):
            assert finding.code in examiner.codes
            assert finding.examiner == f"{examiner.name}/{examiner.version}"
            assert finding.summary.endswith("."), finding.summary
            assert len(finding.summary.splitlines()) == 1, finding.summary
            assert msgspec.json.decode(msgspec.json.encode(finding))
            assert all(0 <= span.start <= span.end <= len(raw) for span in finding.spans)


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)
SPANS = st.builds(lambda start, more: Span(start, start + more), st.integers(0, 999), st.integers(0, 999))
INSTANCES = st.lists(st.builds(Instance, WORDS, st.integers(0, 9), SPANS), max_size=3).map(tuple)
NUMBERS = st.none() | st.integers(0, 10**12 - 1)
REPAIRS = st.builds(
    Repair,
    st.sampled_from(["subject-tag", "header-added", "header-changed", "appended-text"]),
    WORDS,
    st.lists(SPANS, max_size=2).map(tuple),
    st.sampled_from(["body", "headers"]),
    st.booleans(),
)
MEASURED = st.builds(
    Measured,
    scheme=st.sampled_from(Scheme),
    header=st.builds(Instance, WORDS, st.integers(0, 9), SPANS),
    arc_instance=st.integers(0, 2),
    arc_chain=st.sampled_from(["none", "pass"]),
    domain=st.sampled_from(["", "signer.example", "xn--a.test"]),
    selector=WORDS,
    signed=INSTANCES,
    uncovered=INSTANCES,
    duplicates=INSTANCES,
    body_signed=st.integers(0, 50),
    body_total=st.integers(50, 99),
    body_span=SPANS,
    beyond=st.sampled_from(["", "footer", "appended-text"]),
    structure=st.sampled_from(["", "fits", "signed", "the body is something else"]),
    doubt=WORDS,
    alignment=st.sampled_from(Alignment),
)
PROVENANCES = st.builds(
    Provenance, st.sampled_from(Origin), WORDS, WORDS, mails=st.integers(0, 9), senders=st.integers(0, 9)
)
MADE_KEYS = st.builds(
    SignerKey,
    domain=WORDS,
    selector=WORDS,
    algorithm=st.sampled_from(["rsa", "ed25519"]),
    public=st.sampled_from([b"", b"\xff" * 32, b"\xff" * 64, b"\xff" * 128]),
    exponent=st.just(65537),
    provenance=PROVENANCES,
)
CHECKED = st.builds(
    Checked,
    measured=MEASURED,
    outcome=st.sampled_from(Outcome),
    key=st.none() | MADE_KEYS,
    reason=st.sampled_from(["", "this key signed other headers than these", "the key was revoked"]),
    headers_hold=st.none() | st.booleans(),
    repairs=st.lists(REPAIRS, max_size=3).map(tuple),
    judged_at=NUMBERS,
    expired_then=st.booleans(),
    expired_now=st.booleans(),
).filter(lambda one: one.outcome is not Outcome.PASS or one.key is not None)
BARE = subject(RECEIVED + MAIL)


@settings(max_examples=200, deadline=None)
@given(st.lists(CHECKED, max_size=4).map(tuple), st.lists(MADE_KEYS, max_size=2).map(tuple), st.booleans())
def test_no_signature_makes_an_examiner_raise(
    checked: tuple[Checked, ...], rivals: tuple[SignerKey, ...], listed: bool
) -> None:
    notes = {**BARE.entry.notes, "list": "l.example"} if listed else BARE.entry.notes
    every = {one.key.fingerprint: rivals for one in checked if one.key is not None}
    one = replace(BARE, entry=replace(BARE.entry, notes=notes), checked=checked, chain=chain("", checked), rivals=every)
    for examiner in EXAMINERS:
        for finding in examiner.examine(one):
            assert finding.code in examiner.codes
            assert finding.summary.endswith(".")
            assert msgspec.json.encode(finding)
