"""The reliability plot as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redteam.reliability import Reliability

_STYLE = 'role="img" aria-labelledby="title" font-family="sans-serif" font-size="12" fill="#222"'
_ACROSS = "probability of being genuine that the score says, at even odds"
_UP = "share that is genuine"
_SIZE, _LEFT, _TOP = 360, 64, 20


def plot(found: Reliability) -> str:
    """Said against seen, one circle a bin, its area by the logarithm of its items; the diagonal is perfect."""
    right, bottom = _LEFT + _SIZE, _TOP + _SIZE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right + 24} {bottom + 56}" {_STYLE}>',
        '<title id="title">Reliability: probability said against share seen</title>',
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#999"/>',
        f'<line x1="{_LEFT}" y1="{bottom}" x2="{right}" y2="{_TOP}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tick in range(0, 11, 2):
        x, y = _LEFT + _SIZE * tick / 10, bottom - _SIZE * tick / 10
        lines += [
            f'<text x="{x:.0f}" y="{bottom + 18}" text-anchor="middle">{tick / 10:.1f}</text>',
            f'<text x="{_LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{tick / 10:.1f}</text>',
        ]
    points = [(_LEFT + _SIZE * one.said, bottom - _SIZE * one.seen, one) for one in found.bins]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    lines.append(f'<polyline points="{path}" fill="none" stroke="#0f5e63" stroke-width="1.5"/>')
    lines += [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + len(str(one.items)):d}" fill="#0f5e63"><title>said {one.said:.2f}, '
        f"seen {one.seen:.2f}, {one.items} judgements</title></circle>"
        for x, y, one in points
    ]
    lines += [
        f'<text x="{_LEFT + _SIZE / 2:.0f}" y="{bottom + 42}" text-anchor="middle">{_ACROSS}</text>',
        f'<text transform="translate(18 {_TOP + _SIZE / 2:.0f}) rotate(-90)" text-anchor="middle">{_UP}</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
