from __future__ import annotations

from hostile_entries import checked, digests, findings, texts
from hypothesis import given
from hypothesis import strategies as st

from assay.case.verdicts import Judged, from_batch, to_batch
from assay.model.verdict import Judgement, Verdict

judgements = st.builds(
    Judgement,
    verdict=st.sampled_from(Verdict),
    in_part=st.booleans(),
    score=st.floats(allow_nan=False),
    explanation=texts,
    findings=st.lists(findings, max_size=2).map(tuple),
)
rows = st.builds(Judged, item=digests, judgement=judgements, checked=st.lists(checked, max_size=2).map(tuple))


@given(st.lists(rows, max_size=3))
def test_verdicts_come_back_exactly(judged: list[Judged]) -> None:
    batch = to_batch(judged)
    batch.validate(full=True)
    assert from_batch(batch) == judged
