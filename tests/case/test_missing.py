from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case, missing
from assay.model.context import Missing
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from pathlib import Path

ONE = Missing(
    message_id="1@x.example", author="Ann \x1b[2J", address="ann@x.example", date="Friday", subject="\udc80", minutes=5,
    words=9, shown="Pay", proven=True, quoted_by=("a" * 64,), mails=1,
)  # fmt: skip


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        assert missing.kept(case.evidence) == ()
        missing.keep(case.evidence, "first", [ONE])
        assert missing.kept(case.evidence) == ()
        case.evidence.commit_generation("first")
        assert missing.kept(case.evidence) == (ONE,)
        case.evidence.commit_generation("second")
        assert missing.kept(case.evidence) == ()


def test_a_damaged_list_is_told(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        missing.keep(case.evidence, "first", [ONE]).write_bytes(b"[{}]")
        case.evidence.commit_generation("first")
        with pytest.raises(CaseDamaged, match=r"missing\.json"):
            missing.kept(case.evidence)
