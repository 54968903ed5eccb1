"""Entries as a hostile dump makes them."""

from __future__ import annotations

from hypothesis import strategies as st

from assay.model.entry import Entry, Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin, Provenance, SignerKey
from assay.model.place import Place, Span, Step, Stored
from assay.model.signature import Alignment, Checked, Instance, Measured, Outcome, Repair, Scheme

NAUGHTY = (
    "\x1a",
    "\x1ad800",
    "\x1a\x1a",
    "\\u001a",
    "\0",
    "\ud800",
    "\udcff",
    "\ud83d\ude00",
    "\U0001f600",
    "'\"",
    "\u202e",
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=[]), max_size=12),
    st.lists(st.sampled_from(NAUGHTY), max_size=4).map("".join),
)
numbers = st.integers(0, 2**62)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
spans = st.builds(Span, numbers, numbers)
tuples = st.lists(texts, max_size=3).map(tuple)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
dicts = st.dictionaries(texts, values, max_size=3)
places = st.builds(
    Place,
    source=texts,
    path=texts,
    steps=st.lists(st.builds(Step, texts, texts, st.none() | numbers, st.none() | numbers), max_size=2).map(tuple),
)
stored = st.builds(Stored, pack=st.booleans(), path=texts, offset=numbers, length=numbers)
findings = st.builds(
    Finding,
    code=texts,
    examiner=texts,
    direction=st.sampled_from(Direction),
    strength=st.sampled_from(Strength),
    summary=texts,
    spans=st.lists(spans, max_size=2).map(tuple),
    evidence=dicts,
    basis=texts,
)
instances = st.builds(Instance, name=texts, index=numbers, span=spans)
measured = st.builds(
    Measured,
    scheme=st.sampled_from(Scheme),
    header=instances,
    domain=texts,
    signed_at=st.none() | numbers,
    signed=st.lists(instances, max_size=2).map(tuple),
    absent=tuples,
    body_hash_holds=st.none() | st.booleans(),
    body_repairs=st.lists(
        st.builds(Repair, texts, texts, st.lists(spans, max_size=1).map(tuple), texts), max_size=1
    ).map(tuple),
    body_span=spans,
    alignment=st.sampled_from(Alignment),
    digest=st.binary(max_size=40),
    value=st.binary(max_size=40),
)
keys = st.builds(
    SignerKey,
    domain=texts,
    selector=texts,
    algorithm=texts,
    public=st.binary(max_size=40),
    exponent=numbers,
    provenance=st.builds(Provenance, origin=st.sampled_from(Origin), source=texts),
)
checked = st.builds(
    Checked,
    measured=measured,
    outcome=st.sampled_from(Outcome),
    key=st.none() | keys,
    headers_hold=st.none() | st.booleans(),
)
entries = st.builds(
    Entry,
    kind=st.sampled_from(Kind),
    place=places,
    stored=st.none() | stored,
    sha256=st.just("") | digests,
    size=numbers,
    format=texts,
    state=texts,
    reason=texts,
    entries=numbers,
    reconstructed=st.booleans(),
    notes=dicts,
    message_id=texts,
    date=st.none() | st.floats(allow_nan=False),
    date_text=texts,
    from_text=texts,
    from_address=texts,
    to_text=texts,
    cc_text=texts,
    subject=texts,
    in_reply_to=texts,
    references=tuples,
    to_addresses=tuples,
    attachments=tuples,
    text=texts,
    body_sha256=texts,
    defects=tuples,
    signatures=st.lists(measured, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
)
