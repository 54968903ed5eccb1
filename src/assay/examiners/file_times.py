"""Times in a file that can't be: saved before it was made, or before its program existed, or in days to come."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import re
from typing import TYPE_CHECKING

import msgspec

from assay.document.lateness import NONSENSE, TOLERANCE
from assay.examiners.words import day, quoted
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.traits import Carried

NAME = "filetimes/1"
_KINDS = frozenset({"ooxml", "odf", "ole", "rtf", "pdf"})
_BOTH = frozenset({"ooxml", "odf"})
"""Kinds whose two times one program writes at one moment."""
_OWN = ("created", "modified", "xmp_created", "xmp_modified", "xmp_history")
_SET = dt.datetime(1990, 1, 1, tzinfo=dt.UTC).timestamp()
"""A time before that was never set: the clocks of machines and archives begin in 1970 and 1980."""


class Release(msgspec.Struct, frozen=True):
    """When a program or a format came out; the fields are those of `releases.toml`."""

    name: str
    since: dt.date
    source: str
    fact: str = ""
    form: str = ""
    kind: str = ""
    also: dict[str, str] = msgspec.field(default_factory=dict)

    def made(self, file: Carried) -> bool:
        """Whether a file says that it was made with it."""
        said = {**({self.fact: self.form} if self.fact else {}), **self.also}
        return self.kind in {"", file.kind} and all(
            re.match(form, file.facts.get(fact, "")) for fact, form in said.items()
        )

    @property
    def seconds(self) -> float:
        """The first moment, seconds since 1970."""
        return dt.datetime.combine(self.since, dt.time(), dt.UTC).timestamp()


class FileTimes:
    """What the times of a file say that can't be so, whoever carries it."""

    name = "filetimes"
    version = 1
    codes = ("document-impossible",)

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields at most one finding on each distinct file."""
        traits = subject.entry.traits
        if traits is None:
            return
        vouched = {one.sha256 for one in subject.context.carried if one.proven}
        for file in {file.sha256: file for file in traits.files if file.kind in _KINDS}.values():
            for strength, why in _impossible(file, subject.now):
                yield _finding(subject, file, strength, why, vouched=file.sha256 in vouched)
                break


def _finding(subject: Subject, file: Carried, strength: Strength, why: str, *, vouched: bool) -> Finding:
    if vouched:
        strength, rest = Strength.WEAK, "A signed mail carries the same file, so it's a clock or a conversion."
    else:
        rest = "Innocent if the clock of a machine was wrong, or if a program that converted the file kept older times."
    if subject.entry.kind is Kind.MESSAGE:
        strength = Strength.WEAK
    summary = f"The metadata of {quoted(file.name)} can't be true: {why}. {rest}"
    evidence: dict[str, object] = {"file": file.sha256, "part": file.number, "times": file.times, "facts": file.facts}
    basis = f"carried:{file.sha256}"
    return Finding("document-impossible", NAME, Direction.AGAINST, strength, summary, (file.span,), evidence, basis)


def _impossible(file: Carried, now: float) -> Iterator[tuple[Strength, str]]:
    """What can't be so, the strongest first, each with how strongly it speaks by itself."""
    times = {name: file.times[name] for name in _OWN if name in file.times and file.times[name] >= _SET}
    last = max(times.values(), default=None)
    if last is None:
        return
    early = [one for one in _releases() if one.made(file) and last + TOLERANCE < one.seconds]
    if early:
        one = max(early, key=lambda one: one.seconds)
        yield (
            Strength.MODERATE,
            f"its last time is {day(last)}, when {one.name} wasn't out yet (since {one.since:%B %Y})",
        )
    if now and TOLERANCE < last - now < NONSENSE:
        yield Strength.MODERATE, f"it says {day(last)}, which hadn't come when it was examined ({day(now)})"
    made, saved = times.get("created"), times.get("modified")
    if made is not None and saved is not None and made - saved > TOLERANCE:
        strength = Strength.MODERATE if file.kind in _BOTH else Strength.WEAK
        yield strength, f"it was made on {day(made)} and last saved before that, on {day(saved)}"


@functools.cache
def _releases() -> tuple[Release, ...]:
    text = importlib.resources.files("assay.examiners").joinpath("releases.toml").read_bytes()
    return tuple(msgspec.toml.decode(text, type=dict[str, list[Release]])["release"])
