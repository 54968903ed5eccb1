from __future__ import annotations

import pytest

from assay.judge.explain import OTHER_NAME, PROOF, RECOVERED, explain
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.verdict import Verdict

FINDING = Finding("x", "test/1", Direction.AGAINST, Strength.STRONG, "Two words differ.")


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("partial", [False, True])
def test_every_verdict_has_its_paragraph(verdict: Verdict, partial: bool) -> None:
    text = explain(Kind.DOCUMENT, verdict, [FINDING], partial=partial)
    assert "{" not in text
    assert text[0].isupper()
    assert text.endswith(".")


def test_the_reason_stands_in_it() -> None:
    assert "Two words differ." in explain(Kind.MESSAGE, Verdict.SUSPECT, [FINDING, FINDING], partial=False)


WEAK_AGAINST = Finding("w", "test/1", Direction.AGAINST, Strength.WEAK, "The zone is unusual.")
WEAK_FOR = Finding("v", "test/1", Direction.FOR, Strength.WEAK, "The program is the usual one.")
SUPPORT = [Finding(f"s{at}", "test/1", Direction.FOR, Strength.STRONG, f"Copy {at} agrees.") for at in range(5)]
NEUTRAL = Finding("n", "test/1", Direction.NEUTRAL, Strength.NONE, "It carries no DKIM signature.")


@pytest.mark.parametrize("one", [WEAK_AGAINST, WEAK_FOR])
def test_unproven_mail_with_weak_evidence_isnt_told_that_there_is_none(one: Finding) -> None:
    text = explain(Kind.MESSAGE, Verdict.UNPROVEN, [one, NEUTRAL], partial=False)
    assert "Nothing vouches" not in text
    assert "isn't enough to decide by: whether it's genuine isn't known" in text
    assert text.index(one.summary) < text.index(NEUTRAL.summary)


def test_weak_evidence_against_is_named_beside_a_good_verdict() -> None:
    for partial in (False, True):
        text = explain(Kind.MESSAGE, Verdict.CORROBORATED, [WEAK_AGAINST, *SUPPORT], partial=partial)
        assert "nothing contradicts" not in text
        assert "; what speaks against it weighs less." in text
        assert text.index("Copy 0 agrees.") < text.index(WEAK_AGAINST.summary)
        assert "Copy 3" not in text
    assert "nothing contradicts it." in explain(Kind.MESSAGE, Verdict.CORROBORATED, SUPPORT, partial=False)


def test_a_signer_whose_name_looks_like_anothers_is_said_to_be_nobody_known() -> None:
    lookalike = Finding(OTHER_NAME, "test/1", Direction.AGAINST, Strength.WEAK, "The domain looks like another.")
    proof = Finding(PROOF, "test/1", Direction.FOR, Strength.CONCLUSIVE, "The signature holds.")
    text = explain(Kind.MESSAGE, Verdict.AUTHENTICATED, [WEAK_AGAINST, lookalike, proof], partial=True)
    assert "nobody vouches that the signer is whom the name reminds of" in text
    assert lookalike.summary in text
    assert "another part" not in text


def test_what_only_a_key_out_of_the_dump_vouches_for_isnt_called_independent() -> None:
    recovered = Finding(RECOVERED, "test/1", Direction.FOR, Strength.STRONG, "A key was computed from four mails.")
    text = explain(Kind.MESSAGE, Verdict.CORROBORATED, [recovered, WEAK_FOR], partial=False)
    assert "Independent" not in text
    assert "planted by one hand, and nothing contradicts it." in text
    assert recovered.summary in text
    assert "Independent" in explain(Kind.MESSAGE, Verdict.CORROBORATED, [recovered, SUPPORT[0]], partial=False)


def test_a_document_is_never_called_mail() -> None:
    for verdict in Verdict:
        for partial in (False, True):
            assert "mail" not in explain(Kind.DOCUMENT, verdict, [FINDING], partial=partial)
    assert "genuine old mail" in explain(Kind.MESSAGE, Verdict.UNPROVEN, [NEUTRAL], partial=False)


def test_a_reason_that_two_findings_give_stands_once_and_takes_one_place() -> None:
    other = Finding("y", "test/1", Direction.AGAINST, Strength.STRONG, "A third thing.")
    text = explain(Kind.MESSAGE, Verdict.SUSPECT, [FINDING, FINDING, FINDING, other], partial=False)
    assert text.count("Two words differ.") == 1
    assert "A third thing." in text
