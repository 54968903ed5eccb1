"""How two texts of one mail differ, and whether the software that carries mail explains it."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

from assay.model.corpus import Difference, Edit
from assay.signatures.repair.footer import classify

_WORD = re.compile(r"\S+")
MAX_WORDS = 20_000
"""Words compared from the start of each text."""
MAX_EDITS = 50
"""Edits kept."""


def compare(here: str, there: str) -> Difference:
    """Compares two texts by words; white space and line breaks don't count."""
    left, right = _WORD.findall(here)[:MAX_WORDS], _WORD.findall(there)[:MAX_WORDS]
    if left == right:
        return Difference((), 1.0, footer=False)
    changes = [change for change in Indel.opcodes(left, right) if change.tag != "equal"]
    merged: list[list[int]] = []
    for change in changes:
        if merged and merged[-1][1] == change.src_start and merged[-1][3] == change.dest_start:
            merged[-1][1], merged[-1][3] = change.src_end, change.dest_end
        else:
            merged.append([change.src_start, change.src_end, change.dest_start, change.dest_end])
    edits = tuple(Edit(" ".join(left[a:b]), " ".join(right[c:d])) for a, b, c, d in merged[:MAX_EDITS])
    return Difference(edits, Indel.normalized_similarity(left, right), footer=_is_footer(here, there))


def _is_footer(here: str, there: str) -> bool:
    """Whether the longer text is the shorter one, line ends and other white space aside, and a footer below."""
    short, long = sorted(([*_WORD.finditer(here)], [*_WORD.finditer(there)]), key=len)
    if not short or any(one[0] != other[0] for one, other in zip(short, long, strict=False)):
        return False
    last = long[len(short) - 1]
    rest = last.string[last.end() :].lstrip()
    return classify("\r\n".join(rest.splitlines()).encode("utf-8", "replace"), is_list=True) != "appended-text"
