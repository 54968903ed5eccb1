from __future__ import annotations

from assay.document.bounds import Bounds
from assay.document.extract import extract


def test_what_lies_behind_a_bound_is_left_out_and_said() -> None:
    whole = b"one two three four"
    assert not extract(whole, "a.txt").cut
    short = extract(whole, "a.txt", bounds=Bounds(characters=7))
    assert (short.text, short.cut) == ("one two", True)
