from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from random import Random
from typing import TYPE_CHECKING

import pytest

from assay.demo import Draft
from assay.demo.marks import boundary, message_id

if TYPE_CHECKING:
    from assay.demo.people import Cast

WHEN = datetime(2017, 2, 7, 13, 22, 36, tzinfo=timezone(timedelta(hours=1)))
FORMS = {
    "vasnier": (r"<CA[+GFKP][\w-]{44}@mail\.rivage\.example>", r"001a11[0-9a-f]{22}"),
    "corbelin": (r"<[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}@rivage\.example>", r"-{12}[0-9A-F]{24}"),
    "tarhouni": (r"<[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F-]{21}@rivage\.example>", r"Apple-Mail=_[0-9A-F-]{36}"),
    "merrin": (
        r"<00[0-9a-f]{2}01d2[0-9a-f]{4}\$[0-9a-f]{8}\$.*>",
        r"----=_NextPart_001_0012_01D2[0-9A-F]{4}\.[0-9A-F]{8}",
    ),
    "kessler": (r"<\d+\.\d+\.1486470156000@mail\.telemail\.test>", r"----=_Part_\d+_\d+\.14864701\d{5}"),
}


@pytest.mark.parametrize("writer", FORMS)
def test_forms(people: Cast, writer: str) -> None:
    draft = Draft(sender=people.person[writer], to=(), subject="", text="", when=WHEN)
    identity, edge = FORMS[writer]
    assert re.fullmatch(identity, message_id(draft, Random(1)))
    assert re.fullmatch(edge, boundary(draft, Random(1), 1))
