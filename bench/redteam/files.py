"""What the red team writes: the weights that Assay ships, and the outcomes that a report can be made of again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from redteam.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from assay.judge.weights import Weights


def weights_file(weights: Weights) -> str:
    """The weights as TOML."""
    quoted = msgspec.json.encode
    lines = [
        "# Written by the red team (`make redteam`). Don't edit: a test compares it with the benchmark it comes from.",
        "# Without measured weights each finding weighs what its word says.",
        f"source = {quoted(weights.source).decode()}",
        f'benchmark = "{weights.benchmark}"',
        "",
        "[words]",
        *(f'"{name}" = {value}' for name, value in weights.words.items()),
        "",
        "[thresholds]",
        *(f"{name} = {value}" for name, value in msgspec.structs.asdict(weights.thresholds).items()),
        "",
        "[measured]",
    ]
    lines += [
        f'"{name}" = {{ log10 = {one.log10}, genuine = {one.genuine}, forged = {one.forged}, seen = {one.seen} }}'
        for name, one in sorted(weights.measured.items())
    ]
    return "\n".join(lines) + "\n"


def keep(outcomes: list[Outcome], path: Path) -> None:
    """Writes outcomes, MessagePack."""
    path.write_bytes(msgspec.msgpack.encode(outcomes))


def kept(path: Path) -> list[Outcome]:
    """Outcomes as `keep` wrote them."""
    return msgspec.msgpack.decode(path.read_bytes(), type=list[Outcome])
