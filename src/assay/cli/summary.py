"""What a run came to, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.cli.console import Column, counted, duration, line, size, table
from assay.cli.marks import mark
from assay.cli.outside import meaning, told, unneeded
from assay.cli.pictures import pictures_told
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from rich.text import Text

    from assay.case.outside import Outside
    from assay.engine.examine import Stage, Summary

NOT_SAID = (
    "A verdict is about bytes, not about truth: what was signed may still be a decoy. "
    "Unproven means that nothing is known, not that it is genuine."
)


def show(done: Summary) -> None:
    """Print the summary of a run on stdout."""
    line(
        f"{counted(done.items, 'item', 'items')} ({counted(done.messages, 'message', 'messages')}, "
        f"{counted(done.documents, 'document', 'documents')}) at {counted(done.places, 'place', 'places')}, "
        f"{size(done.bytes)}, in {duration(done.seconds)}"
    )
    line(
        f"{counted(done.containers, 'container', 'containers')} opened, "
        f"{counted(done.failures, 'entry', 'entries')} failed"
    )
    if done.pending:
        members = counted(done.pending, "member", "members")
        line(f"Still to be taken in: {members} of large containers; run it again")
    for text in pictures_told(done.pictures):
        line(text)
    _originals(done.outside)
    line()
    show_verdicts(done.verdicts, done.in_part)
    line()
    keys = ", ".join(f"{count:,} {origin}" for origin, count in sorted(done.keys.items())) or "none"
    line(f"Signers' keys: {keys}")
    for key in done.recovered:
        contested = "; another key was used under the same name" if key.contested else ""
        line(
            f"  recovered: {key.domain} {key.selector}, from {counted(key.mails, 'mail', 'mails')} of "
            f"{counted(key.senders, 'sender', 'senders')}{contested}"
        )
    if done.left_to_recover:
        selectors = counted(len(done.left_to_recover), "selector", "selectors")
        line(f"Keys that could still be recovered: {selectors} (assay keys recover)")
    _stages(done)
    line(f"Merkle root of all items: {done.merkle_root}")
    line(f"Digest of all verdicts:   {done.digest}")
    line(f"Hash of the last record:  {done.head}")
    line("Note this hash elsewhere: assay custody verify --head HASH shows later whether the log was cut short.")


def _originals(found: Outside) -> None:
    if found.lost or found.unread or found.grown or found.touched or found.unneeded:
        line()
    for text in told(found):
        line(f"{text}.")
    for text in meaning(found):
        line(text)
    if text := unneeded(found):
        line(f"{text}.")


def show_verdicts(counts: dict[str, int], in_part: int) -> None:
    """Print how many items have each verdict."""
    total = sum(counts.values()) or 1
    rows: list[list[str | Text]] = [
        [
            mark(verdict.value),
            f"{counts.get(verdict.value, 0):,}",
            f"{100 * counts.get(verdict.value, 0) / total:.1f} %",
        ]
        for verdict in Verdict
    ]
    table([Column("verdict"), Column("items", number=True), Column("share", number=True)], rows)
    if in_part:
        line(f"{in_part:,} of these in part only: not all that a reader relies on is vouched for")
    line(NOT_SAID)


def _stages(done: Summary) -> None:
    rows = [[stage.name, f"{stage.seconds:.1f}", f"{stage.items:,}", *_rates(stage)] for stage in done.stages]
    if rows:
        line()
        columns = [
            Column("stage"),
            *(Column(title, number=True) for title in ("seconds", "items", "items/s", "MB/s")),
        ]
        table(columns, rows)
        line()


def _rates(stage: Stage) -> tuple[str, str]:
    """Items and megabytes a second; empty for a stage that isn't about bytes, whose items are rare and costly."""
    if not stage.bytes:
        return "", ""
    seconds = max(stage.seconds, 1e-3)
    return f"{stage.items / seconds:,.0f}", f"{stage.bytes / 1e6 / seconds:,.1f}"
