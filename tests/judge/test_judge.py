from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.judge.explain import OTHER_NAME, PROOF
from assay.judge.judge import PROOF_IN_PART, judge
from assay.judge.weights import Thresholds, shipped
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.verdict import Verdict


def finding(code: str, side: str, strength: str, basis: str = "", **evidence: object) -> Finding:
    return Finding(code, "test/1", Direction(side), Strength(strength), f"{code} says so.", (), evidence, basis)


WHOLE = finding(PROOF, "for", "conclusive", "key")
PART = finding(PROOF_IN_PART, "for", "conclusive", "key")
SEAL = finding("sealed-receipt", "for", "moderately strong", "seal")
WEAK = finding("style", "against", "weak")
DOUBT = finding("second-header", "against", "strong")
PROVEN_FALSE = finding("body-changed", "against", "very strong")
HABIT = finding("line-unlike-server", "against", "moderate", "path")
LOOKALIKE = finding(OTHER_NAME, "against", "weak", "identity")
NOTHING = finding("no-signature", "neutral", "none")


WORDS = msgspec.structs.replace(shipped(), measured={}, thresholds=Thresholds(1.0, 1.0, 1.5))
"""The scale of words alone: the rules, whatever was measured."""


def score(found: list[Finding]) -> float:
    return WORDS.score(found)


@pytest.mark.parametrize(
    ("findings", "verdict", "in_part"),
    [
        ([], Verdict.UNPROVEN, False),
        ([NOTHING], Verdict.UNPROVEN, False),
        ([WEAK], Verdict.UNPROVEN, False),
        ([WHOLE], Verdict.AUTHENTICATED, False),
        ([WHOLE, PART], Verdict.AUTHENTICATED, False),
        ([PART], Verdict.AUTHENTICATED, True),
        ([PART, SEAL], Verdict.AUTHENTICATED, True),
        ([SEAL], Verdict.CORROBORATED, False),
        ([finding("sealed-receipt", "for", "moderate", in_part=True)], Verdict.CORROBORATED, True),
        ([WHOLE, WEAK], Verdict.AUTHENTICATED, False),
        ([WHOLE, LOOKALIKE], Verdict.AUTHENTICATED, True),
        ([SEAL, LOOKALIKE], Verdict.CORROBORATED, True),
        ([LOOKALIKE], Verdict.UNPROVEN, False),
        ([WHOLE, finding(OTHER_NAME, "against", "moderate", "identity")], Verdict.SUSPECT, False),
        ([PART, DOUBT], Verdict.SUSPECT, True),
        ([SEAL, DOUBT], Verdict.SUSPECT, False),
        ([PROVEN_FALSE, SEAL, DOUBT], Verdict.CONTRADICTED, False),
        ([finding("a", "against", "weak", str(number)) for number in range(5)], Verdict.UNPROVEN, False),
        ([HABIT], Verdict.SUSPECT, False),
        ([HABIT, WHOLE], Verdict.AUTHENTICATED, False),
        ([HABIT, PART], Verdict.AUTHENTICATED, True),
        ([HABIT, SEAL], Verdict.UNPROVEN, False),
        ([HABIT, SEAL, finding("copy-agrees", "for", "strong", "copies")], Verdict.CORROBORATED, False),
        ([finding("style-differs", "against", "strong", "style")], Verdict.UNPROVEN, False),
        ([finding("impossible", "against", "very strong", "clocks"), SEAL], Verdict.CONTRADICTED, False),
        ([finding("impossible", "against", "very strong", "clocks"), WHOLE], Verdict.AUTHENTICATED, False),
        ([finding("copy-differs", "against", "moderate", "copies"), SEAL], Verdict.SUSPECT, False),
    ],
)
def test_the_rules(findings: list[Finding], verdict: Verdict, in_part: bool) -> None:
    for order in itertools.permutations(findings):
        judgement = judge(Kind.MESSAGE, order, WORDS)
        assert (judgement.verdict, judgement.in_part) == (verdict, in_part)


def test_unproven_never_reads_as_genuine() -> None:
    text = judge(Kind.MESSAGE, [NOTHING]).explanation
    assert "whether it's genuine isn't known" in text


def test_a_proof_says_that_it_is_of_bytes() -> None:
    assert "bytes, not truth" in judge(Kind.MESSAGE, [WHOLE]).explanation


def test_what_hangs_on_one_basis_counts_once() -> None:
    assert score([WHOLE, finding("x", "for", "strong", "key")]) == score([WHOLE])
    assert score([WHOLE, SEAL]) > score([WHOLE])
    assert score([DOUBT]) == -WORDS.words["strong"]


findings = st.builds(
    finding,
    st.sampled_from([PROOF, PROOF_IN_PART, "a", "b"]),
    st.sampled_from(list(Direction)),
    st.sampled_from(list(Strength)),
    st.sampled_from(["", "key", "copy"]),
)


@given(st.lists(findings, max_size=6), st.randoms())
def test_the_order_of_findings_never_matters(found: list[Finding], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert judge(Kind.MESSAGE, found) == judge(Kind.MESSAGE, shuffled)


@given(st.lists(findings, max_size=6))
def test_evidence_against_never_helps(found: list[Finding]) -> None:
    order = [Verdict.AUTHENTICATED, Verdict.CORROBORATED, Verdict.UNPROVEN, Verdict.SUSPECT, Verdict.CONTRADICTED]
    before = order.index(judge(Kind.MESSAGE, found).verdict)
    assert order.index(judge(Kind.MESSAGE, [*found, DOUBT]).verdict) >= before
