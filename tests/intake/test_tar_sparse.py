from __future__ import annotations

import io

import pytest

from assay.intake.tar_sparse import Sparse, sparse_map
from assay.model.errors import Unreadable


def mapped(extended: dict[str, str], data: bytes = b"") -> tuple[list[tuple[int, int]], int] | None:
    return sparse_map(False, b"", extended, io.BytesIO().read, io.BytesIO(data).read)


def test_an_ordinary_file_has_no_map() -> None:
    assert mapped({}) is None


def test_pieces_and_holes() -> None:
    found = mapped({"GNU.sparse.map": "2,3,7,1", "GNU.sparse.size": "10"})
    assert found is not None
    sparse = Sparse(*found, io.BytesIO(b"abcd").read)
    out = b""
    while data := sparse.read(2):
        out += data
    assert out == b"\0\0abc\0\0d\0\0"


@pytest.mark.parametrize("pieces", ["5,1,2,1", "1", "1,x", "1,2,3", "0,99999", "9" * 30 + ",1"])
def test_impossible_maps(pieces: str) -> None:
    with pytest.raises(Unreadable):
        mapped({"GNU.sparse.map": pieces, "GNU.sparse.size": "100"})


@pytest.mark.parametrize("data", [b"", b"x\n", b"99999999\n" + bytes(503), b"2\n1\n" + bytes(508)])
def test_impossible_maps_in_the_data(data: bytes) -> None:
    with pytest.raises(Unreadable):
        mapped({"GNU.sparse.major": "1", "GNU.sparse.realsize": "100"}, data)
