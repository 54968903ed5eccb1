from __future__ import annotations

import subprocess
import sys
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.engine.test_reduce import ANSWER, row

from assay.case import Case
from assay.corpus.parts import PARTS
from assay.engine import reducing
from assay.engine.judging import rejudge
from assay.engine.learned import corpus_of
from assay.engine.passes import Running
from assay.engine.reducing import reduce_all
from assay.engine.unit import TAKE_IN
from assay.engine.watch import Silent
from assay.model.errors import AssayError, CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assay.model.entry import Entry

MOST_A_MAIL = 300
"""Bytes a mail that the main process may keep while it judges: its name, twice. What relations learn is fifty times
that."""
HEAVY = ("duckdb", "tantivy", "pypdfium2", "assay.engine.extract", "assay.engine.compare", "assay.corpus.registry")


def answers(one: Entry, count: int) -> Iterator[Entry]:
    """As many mails, each with its own names."""
    for number in range(count):
        name = f"{number}@two.example"
        sha256 = f"{number:064x}"
        yield replace(one, sha256=sha256, message_id=name, references=(name, f"before-{name}"), text="")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case") as opened:
        yield opened


def test_all_parts_are_learned_and_a_processor_that_is_free_is_told_of(case: Case, tmp_path: Path) -> None:
    one = row(tmp_path, "1.eml", ANSWER)
    case.evidence.write(TAKE_IN, "a", [one])
    free: list[int] = []

    def spare() -> None:
        free.append(len(list(case.scratch.glob("corpus-a.*.msgpack"))))

    reduce_all(case, "1", Running(jobs=2), Silent(), spare)
    assert len(list(case.scratch.glob("corpus-a.*.msgpack"))) == len(PARTS)
    assert corpus_of(case, "a").contexts[one.sha256].sender is not None
    assert free
    assert free[0] >= len(PARTS) - 1, "not while both have work"
    free.clear()
    reduce_all(case, "2", Running(jobs=len(PARTS) + 1), Silent(), spare)
    assert len(free) == 1 + len(PARTS), "at once where there are more of them than parts"


def test_a_part_that_breaks_off_is_said(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reducing, "PARTS", {"no part": ()})
    with pytest.raises(AssayError, match="broke off at no part: KeyError"):
        reduce_all(case, "1", Running(jobs=1), Silent())


def test_damaged_evidence_is_said_as_such(case: Case) -> None:
    (case.evidence.folder / TAKE_IN / "a.parquet").write_bytes(b"no table")
    with pytest.raises(CaseDamaged, match="take the dump in again"):
        reduce_all(case, "1", Running(jobs=1), Silent())


def test_what_the_main_process_keeps_does_not_grow_with_what_is_learned(case: Case, tmp_path: Path) -> None:
    one = row(tmp_path, "1.eml", ANSWER)
    peaks = []
    for count in (50, 1_550):
        case.evidence.write(TAKE_IN, "a", answers(one, count))
        tracemalloc.start()
        rejudge(case, Running(jobs=2), Silent())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 1_500 * MOST_A_MAIL


def test_the_main_process_imports_nothing_that_parses_or_judges() -> None:
    asked = f"import sys, assay.engine.examine; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
