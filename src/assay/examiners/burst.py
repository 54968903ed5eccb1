"""What a burst of edits says, in words that name its minutes, its number and what of it is foreign."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from assay.examiners.words import counted, day, quoted
from assay.model.finding import Strength

if TYPE_CHECKING:
    from assay.model.context import Burst, Sign

KINDS = frozenset({"ooxml", "ole", "odf", "rtf"})
"""Kinds of files that are saved in bursts; another that is said to be in one holds such files."""
_SCATTERED = 3
"""Senders over whom a burst is spread before it's more than somebody's preparation of a mail."""
_LONG_DAYS = 180
_SIGNS = {
    "name": "the name is in {script} script",
    "interface": "the program that saved them speaks another language, as its word {value} shows{beside}",
    "company": "the program belongs to {value}{beside}",
    "language": "their language is set to {value}",
    "codepage": "the code page of the machine that saved them is {value}{beside}",
}
"""By what a hand is foreign, with what stands there and its script."""


def said(burst: Burst, kind: str, *, mail: bool, sealed: bool) -> tuple[Strength, str]:
    """How strongly a burst speaks against one of its documents, or a mail that carries it, and the sentences.

    Args:
        burst: it.
        kind: of the file.
        mail: whether it's said of a mail.
        sealed: whether the file is inside of what is signed or sealed.
    """
    what = counted(burst.documents, "document", "documents")
    made = f", made over {burst.days / 365.25:.1f} years," if burst.days > _LONG_DAYS else ""
    where = "" if kind in KINDS else "It holds documents of a burst: "
    when = between(burst.start, burst.start + burst.seconds)
    told = f"{where}{what}{made} were last saved {when}{_by(burst)}. {_foreign(burst)}"
    if burst.proven or sealed:
        return (
            Strength.WEAK,
            f"{told} But a signed mail carries one of them, so they were saved in the course of business.",
        )
    if (mail or burst.sent) and burst.carriers < _SCATTERED:
        why = "They come from hardly more than one sender, who may have prepared them for sending."
        return Strength.WEAK, f"{told} {why}"
    why = "Innocent if they were converted, moved to another system or cleaned of something in one go."
    return Strength.MODERATE, f"{told} {why}"


def between(start: float, end: float) -> str:
    """A range of minutes, UTC, as in `within 4 minutes, from 14:51 to 14:54 UTC on 27 March 2017`."""
    minutes = counted(max(1, round((end - start) / 60)), "minute", "minutes")
    first, last = _clock(start), _clock(end)
    if day(start) != day(end):
        return f"within {minutes}, from {first} UTC on {day(start)} to {last} UTC on {day(end)}"
    times = f"from {first} to {last} UTC" if first != last else f"at {first} UTC"
    return f"within {minutes}, {times} on {day(start)}"


def _clock(seconds: float) -> str:
    return f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%H:%M}"


def _by(burst: Burst) -> str:
    if not burst.by:
        return "; none names who saved it"
    if burst.named == burst.documents:
        return f" by {quoted(burst.by)}"
    return f", {burst.named:,} of them by {quoted(burst.by)}"


def _foreign(burst: Burst) -> str:
    if burst.foreign == "name":
        return "That name stands nowhere else here."
    return f"What hardly anybody here uses: {'; '.join(map(_sign, burst.signs))}."


def _sign(sign: Sign) -> str:
    beside = f" ({sign.script})" if sign.script else ""
    return _SIGNS[sign.name].format(value=quoted(sign.value), script=sign.script or "another", beside=beside)
