from __future__ import annotations

import msgspec

from assay.checking.result import Change, Outcome, Result


def test_a_result_is_written_as_json_and_read_back() -> None:
    one = Result(file="x", outcome=Outcome.ALTERED, how="It differs.", changes=(Change("amount", "1", "2"),))
    assert msgspec.json.decode(msgspec.json.encode(one), type=Result) == one
    assert b'"not in the dump"' in msgspec.json.encode(Outcome.ABSENT)
