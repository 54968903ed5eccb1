"""Templates to HTML. Everything is escaped; text out of a dump goes through `shown` besides."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assay.examiners.words import counted
from assay.model.untrusted import untrusted, untrusted_block
from assay.web.marks import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_SAID = (
    "A verdict is about bytes, not about truth: what was signed may still be a decoy, planted or forwarded. "
    "Unproven means that nothing is known for or against; it never means genuine."
)


def _date(seconds: float | None, *, time: bool = True) -> str:
    try:
        moment = None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        moment = None
    return "no date" if moment is None else f"{moment:%Y-%m-%d %H:%M}" if time else f"{moment:%Y-%m-%d}"


def _size(count: int) -> str:
    value, unit = float(count), "bytes"
    if count == 1:
        return "1 byte"
    for larger in ("kB", "MB", "GB"):
        if value < 1000:  # noqa: PLR2004 - powers of ten
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def _cut(text: str, most: int, whole: str = "the download has all") -> str:
    """The beginning of a long text, with how much of it isn't shown and, in `whole`, where the rest is."""
    more = len(text) - most
    if more <= 0:
        return text
    return f"{text[:most]} … ({counted(more, 'character', 'characters')} more{f'; {whole}' if whole else ''})"


def _number(count: int) -> str:
    return f"{count:,}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shown": untrusted,
        "shown_block": untrusted_block,
        "date": _date,
        "size": _size,
        "number": _number,
        "cut": _cut,
    }
    environment.globals |= {"mark": mark, "counted": counted, "not_said": NOT_SAID}
    return environment


_TEMPLATES = _environment()


def render(name: str, context: Mapping[str, Any]) -> str:
    """A page; lone surrogates, which no page can hold, become U+FFFD."""
    return _TEMPLATES.get_template(name).render(context).encode("utf-8", "replace").decode()
