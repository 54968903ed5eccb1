from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.model.errors import CaseDamaged
from assay.signatures.keys.recovery import RecoveryState

if TYPE_CHECKING:
    from pathlib import Path


def test_pairs_are_kept_between_runs(tmp_path: Path) -> None:
    path = tmp_path / "recovery.json"
    state = RecoveryState(path)
    state.note("example.org s1", "first a:b")
    state.note("example.org s1", "first a:b")
    state.note("example.net s1", "second a:b")
    again = RecoveryState(path)
    assert again.tried("example.org s1") == {"first a:b"}
    assert again.tried("example.net s1") == {"second a:b"}
    assert again.tried("example.com s1") == frozenset()
    assert [entry.name for entry in tmp_path.iterdir()] == ["recovery.json"]


def test_without_a_path_it_is_kept_in_memory() -> None:
    state = RecoveryState()
    state.note("x y", "first a:b")
    assert state.tried("x y") == {"first a:b"}


@pytest.mark.parametrize("text", [b"{", b"[]", b'{"tried": 1}', b"\xff"])
def test_a_damaged_file_is_told(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "recovery.json"
    path.write_bytes(text)
    with pytest.raises(CaseDamaged, match=r"recovery\.json"):
        RecoveryState(path)
