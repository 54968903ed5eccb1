"""The five marks in the terminal: shape, word and colour together, so that none is needed alone."""

from __future__ import annotations

import sys

from rich.text import Text

from assay.model.verdict import Verdict

_COLOURS = {
    Verdict.AUTHENTICATED: "#0f766e",
    Verdict.CORROBORATED: "#2563eb",
    Verdict.UNPROVEN: "grey62",
    Verdict.SUSPECT: "#d97706",
    Verdict.CONTRADICTED: "#dc2650",
}
_SHAPES = {
    Verdict.AUTHENTICATED: ("●", "◕", "#"),
    Verdict.CORROBORATED: ("◐", "◔", "%"),
    Verdict.UNPROVEN: ("○", "○", "o"),
    Verdict.SUSPECT: ("▲", "△", "!"),
    Verdict.CONTRADICTED: ("⊗", "⊗", "X"),
}
"""Whole, in part (with a notch), and where the terminal has no such characters."""


def mark(verdict: str, *, in_part: bool = False) -> Text:
    """Shape and word in the verdict's colour; "not judged" where there is none yet."""
    if not verdict:
        return Text("· not judged", style="dim")
    kind = Verdict(verdict)
    whole, notched, plain = _SHAPES[kind]
    shape = plain if "utf" not in (sys.stdout.encoding or "").lower() else notched if in_part else whole
    return Text(f"{shape} {kind.value}{', in part' if in_part else ''}", style=_COLOURS[kind])
