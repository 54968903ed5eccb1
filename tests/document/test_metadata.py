from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document import metadata
from assay.document.metadata import MOST_BYTES, Metadata

STARTS = [
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
    b"\xff\xd8\xff",
    b"GIF8",
]


@pytest.mark.parametrize("data", [b"", b"text", b"MZ\0\0"])
def test_what_isnt_known_has_no_kind(data: bytes) -> None:
    assert metadata(data) == Metadata()


def test_what_is_too_large_isnt_looked_into() -> None:
    found = metadata(b"%PDF-1.4\n1 0 obj<</Author(A)>>endobj trailer<</Info 1 0 R>>".ljust(MOST_BYTES + 1))
    assert (found.kind, found.facts) == ("pdf", {})


@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_it_never_raises_and_can_be_kept(start: bytes, rest: bytes) -> None:
    found = metadata(start + rest)
    assert found.kind
    assert msgspec.json.encode(found)
