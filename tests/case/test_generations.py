from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import generations
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_names_the_current_one(tmp_path: Path) -> None:
    assert generations.current(tmp_path) is None
    (tmp_path / "verdicts").mkdir()
    (tmp_path / "verdicts" / "current").write_text("20170501T100000Z-000001\n", "ascii")
    assert generations.current(tmp_path) == "20170501T100000Z-000001"


@pytest.mark.parametrize("content", [b"", b"../../etc", b"\xff"])
def test_what_names_none_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "verdicts").mkdir()
    (tmp_path / "verdicts" / "current").write_bytes(content)
    with pytest.raises(CaseDamaged, match="names no verdicts"):
        generations.current(tmp_path)
