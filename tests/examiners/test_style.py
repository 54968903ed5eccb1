from __future__ import annotations

import pytest
from tests.examiners.conftest import subject
from tests.signatures.conftest import MAIL

from assay.examiners.style import Style
from assay.model.context import Authorship, Context
from assay.model.finding import Strength


@pytest.mark.parametrize(("ratio", "codes"), [(0.9, ["style-agrees"]), (0.2, []), (-0.9, ["style-differs"])])
def test_it_is_weak_both_ways(ratio: float, codes: list[str]) -> None:
    found = list(Style().examine(subject(MAIL, context=Context(authorship=Authorship(400, 9000, ratio, "fr")))))
    assert [one.code for one in found] == codes
    assert all(one.strength is Strength.WEAK and one.basis == "style" for one in found)


def test_not_enough_text_says_nothing() -> None:
    assert list(Style().examine(subject(MAIL))) == []
