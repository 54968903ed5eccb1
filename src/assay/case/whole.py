"""Whether the evidence is all there, by names alone: cheap enough for every command that reads it.

`Custody.verify` compares digests besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case.evidence import TAKE_IN
from assay.case.holdings import recorded
from assay.case.runs import JUDGED, digests
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.case.folder import Case

NAMED = 3
"""How many files are named; the rest is counted."""


def check(case: Case) -> None:
    """See that what the log says was taken in and judged is there.

    Raises:
        CaseDamaged: a shard, or a file of the current verdicts, is gone; the message says what to do.
    """
    gone = list(absent(case))
    if not gone:
        return
    more = f" and {len(gone) - NAMED:,} files more" if len(gone) > NAMED else ""
    raise CaseDamaged(
        f"{', '.join(gone[:NAMED])}{more} of {case.path} {'is' if len(gone) == 1 else 'are'} gone, and what was in "
        "there would be missing from the answer: put back a copy, or examine the same sources again with this case, "
        "which takes in anew what is gone"
    )


def absent(case: Case) -> Iterator[str]:
    """Yield the files of evidence that the log names and that aren't there, as paths inside the case."""
    records = list(case.custody.records())
    folder = case.evidence.folder / TAKE_IN
    there = {path.name for path in folder.glob("*.parquet")}
    yield from (f"evidence/{TAKE_IN}/{name}" for name in sorted(recorded(records).shards) if name not in there)
    judged = next((record.facts for record in reversed(records) if record.event == JUDGED), None)
    if judged is None:
        return
    current, named = case.evidence.generation(), str(judged.get("generation", ""))
    if current is None and named:
        yield "evidence/verdicts/current"
    elif current == named:
        folder = case.evidence.folder / "verdicts" / named
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
        names = sorted(digests(judged.get("verdicts")))
        yield from (f"evidence/verdicts/{named}/{name}" for name in names if name not in there)
