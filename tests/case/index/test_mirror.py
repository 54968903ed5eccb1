from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.case.index.mirror import Mirror, writable
from assay.case.index.search import Search
from assay.model.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import small_case


def test_links_to_all_but_locks_and_nothing_stays(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_bytes(b"{}")
    (tmp_path / ".tantivy-meta.lock").write_bytes(b"")
    mirror = Mirror(tmp_path)
    assert [path.name for path in mirror.path.iterdir()] == ["meta.json"]
    assert (mirror.path / "meta.json").read_bytes() == b"{}"
    mirror.close()
    assert not mirror.path.exists()
    assert (tmp_path / "meta.json").exists()


def test_a_folder_that_isnt_there_is_written_where_its_parent_is(tmp_path: Path) -> None:
    assert writable(tmp_path / "index" / "segments")


@pytest.fixture
def fixed(breakable: small_case.Made, monkeypatch: pytest.MonkeyPatch) -> small_case.Made:
    """A case with an index, on a disk that can only be read."""
    with Case.open(breakable.path) as case:
        Search(case).refresh()
    for module in ("find", "search"):
        monkeypatch.setattr(f"assay.case.index.{module}.writable", lambda _: False)
    return breakable


def test_a_current_index_is_searched_and_left_as_it_is(fixed: small_case.Made) -> None:
    for lock in (fixed.path / "index" / "segments").glob("*.lock"):
        lock.unlink()
    files = {path: path.stat().st_mtime_ns for path in (fixed.path / "index").rglob("*")}
    with Case.open(fixed.path) as case:
        assert Search(case).search("virement").total == 2
    assert {path: path.stat().st_mtime_ns for path in (fixed.path / "index").rglob("*")} == files


@pytest.mark.parametrize("harm", ["no ledger", "damaged"])
def test_one_that_isnt_says_what_to_do_and_nothing_is_removed(fixed: small_case.Made, harm: str) -> None:
    index = fixed.path / "index"
    if harm == "damaged":
        (index / "segments" / "meta.json").write_bytes(b"?")
    else:
        (index / "ledger.json").unlink()
    files = sorted(index.rglob("*"))
    with Case.open(fixed.path) as case, pytest.raises(UsageError, match="copy the case to a folder that you may write"):
        Search(case).search("virement")
    assert sorted(index.rglob("*")) == files
