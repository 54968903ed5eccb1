from __future__ import annotations

import pytest

from assay.judge.explain import explain
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
