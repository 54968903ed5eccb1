from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.engine.local import LocalExecutor
from assay.engine.passes import Running, executor
from assay.model.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_engine_that_was_asked_for(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        assert isinstance(executor("a:b", Running(), case), LocalExecutor)
        assert type(executor("a:b", Running("ray", 1), case)).__name__ == "ClusterExecutor"
        with pytest.raises(UsageError, match="local or ray"):
            executor("a:b", Running("dask"), case)
