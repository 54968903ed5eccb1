"""The five marks as inline SVG: told by shape and word, coloured by the style sheet. In part: the same with a notch."""

from __future__ import annotations

import math
from functools import cache

from markupsafe import Markup

from assay.model.verdict import Verdict

_LOBES, _CENTRE = 10, 8.0


def _seal() -> str:
    """The outline of a wax seal: a circle with shallow scallops."""
    corners = []
    for at in range(_LOBES):
        angle = 2 * math.pi * at / _LOBES - math.pi / 2
        corners.append((_CENTRE + 6.3 * math.cos(angle), _CENTRE + 6.3 * math.sin(angle)))
    path = f"M{corners[0][0]:.2f} {corners[0][1]:.2f}"
    for x, y in (*corners[1:], corners[0]):
        path += f"A2.4 2.4 0 0 1 {x:.2f} {y:.2f}"
    return path + "Z"


_SEAL = _seal()
_CROSS = "M4.2 4.2l7.6 7.6m0-7.6-7.6 7.6"
_SHAPES = {
    Verdict.AUTHENTICATED: f'<path class="fill" d="{_SEAL}"/><path class="tick" d="M5.3 8.2l2 2 3.5-4"/>',
    Verdict.CORROBORATED: f'<path class="line" d="{_SEAL}"/><path class="fill" d="M8 2.4A5.6 5.6 0 0 0 8 13.6Z"/>',
    Verdict.UNPROVEN: '<circle class="line" cx="8" cy="8" r="5.6"/>',
    Verdict.SUSPECT: '<path class="fill" d="M8 1.8 15 14H1Z"/><path class="tick" d="M8 6v4.2M8 12v.4"/>',
    Verdict.CONTRADICTED: f'<circle class="line" cx="8" cy="8" r="5.8"/><path class="line" d="{_CROSS}"/>',
}


@cache
def mark(verdict: str, in_part: bool = False, *, word: bool = True) -> Markup:  # noqa: FBT001, FBT002
    """The mark of a verdict, with its word unless the word stands beside it anyway."""
    if not verdict:
        return Markup('<span class="mark mark-none">not judged</span>')
    kind = Verdict(verdict)
    text = f"{kind.value}{', in part' if in_part else ''}"
    shape = Markup(_SHAPES[kind])  # noqa: S704 - constants of this module
    return Markup(
        '<span class="mark mark-{}{}"><svg viewBox="0 0 16 16" role="img" aria-label="{}">{}</svg>{}</span>'
    ).format(
        kind.value, " notched" if in_part else "", text, shape, Markup("<span>{}</span>").format(text) if word else ""
    )
