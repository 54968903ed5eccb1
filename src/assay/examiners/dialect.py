"""How a mail is written beside how its program, its sender's programs and its server write; and seams in its text."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from assay.examiners.words import counted, listed, quoted
from assay.model.finding import Direction, Finding, Strength
from assay.model.signature import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.examiners.interface import Subject
    from assay.model.context import Departure, Feature, Toolmarks
    from assay.model.traits import Seam

NAME = "dialect/2"
FAMILIES = 3
"""Families of features that must contradict the program before anything of weight is said."""
SHAPE = "id.left"
"""The habit that is the form of the Message-ID before the @."""
SENDERS = 20
"""Other senders with the program who must show its dialect, for the same."""
EXPECTED = 7.0
"""Signatures that are missing from mails of one hand: by chance all of seven are once in a thousand times (e^-7)."""
_SHOWN = 3
_WIDTH = 40
_NAMES = {
    "order": "the order of its fields",
    "case": "the spelling of field names",
    "fold": "the folding of long fields",
    "date": "the form of Date",
    "id": "the form of its Message-ID",
    "boundary": "the form of its boundaries",
    "type": "the form of Content-Type",
    "mime": "the form of MIME-Version",
    "encoding": "the width of encoded lines",
    "words": "the form of encoded words",
    "top": "the fields on top",
}


class Dialect:
    """Software that contradicts itself, departures from what is usual, and places where encoded text was edited."""

    name = "dialect"
    version = 2
    codes = ("software-inconsistent", "unlike-sender", "unlike-receiver", "encoding-seam")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields nothing on what a signature holds for, or what a container rebuilt: its form isn't the sender's."""
        traits = subject.entry.traits
        if traits is None or subject.entry.reconstructed:
            return
        if any(one.outcome is Outcome.PASS for one in subject.checked):
            return
        inconsistent = False
        for departure in subject.context.departures:
            if departure.kind == "software" and departure.features:
                inconsistent = True
                yield _software(departure)
            elif departure.kind == "sender" and departure.features:
                yield _sender(departure)
            elif departure.features:
                yield _receiver(departure)
        contradictions = [] if inconsistent else _undocumented(traits.habits)
        if contradictions:
            yield _documented(traits.habits["mailer.name"], contradictions, subject.context.toolmarks)
        if not any(one.measured.body_hash_holds for one in subject.checked):
            yield from _seams(traits.seams)


def _software(departure: Departure) -> Finding:
    alone = departure.alike == 0 and departure.outside == 0
    planted = departure.expected >= EXPECTED
    weighty = departure.families >= FAMILIES and (planted or (alone and departure.units >= SENDERS))
    summary = (
        f"It says that {quoted(departure.group, _WIDTH)} wrote it, but {_features(departure.features)} are those of "
        f"none of the {counted(departure.units, 'other sender', 'other senders')} who use it here."
    )
    if planted:
        summary += (
            f" {counted(departure.alike, 'other mail is', 'other mails are')} written the same way, and no signature "
            f"holds for any, though about {departure.expected:.0f} of them should be signed."
        )
    elif departure.alike:
        summary += f" {counted(departure.alike, 'other mail is', 'other mails are')} written the same way."
    summary += " Innocent if a gateway wrote it anew, or the program was set up in an unusual way."
    strength = Strength.MODERATE if weighty else Strength.WEAK
    return _finding("software-inconsistent", strength, summary, departure)


def _sender(departure: Departure) -> Finding:
    summary = (
        f"None of the {counted(departure.size, 'other mail', 'other mails')} of its sender, and no program here, is "
        f"written like this: {_features(departure.features)}. Innocent if the sender used a new program or device."
    )
    return _finding("unlike-sender", Strength.WEAK, summary, departure)


def _receiver(departure: Departure) -> Finding:
    summary = (
        f"On top of it stand the fields {quoted(departure.features[0].value, 2 * _WIDTH)}, as on none of the "
        f"{departure.size:,} other mails that {quoted(departure.group, _WIDTH)} delivered. "
        "Innocent if the server was changed, or another one stood before it."
    )
    return _finding("unlike-receiver", Strength.WEAK, summary, departure)


def _finding(code: str, strength: Strength, summary: str, departure: Departure) -> Finding:
    evidence: dict[str, object] = {
        "group": departure.group,
        "mails": departure.size,
        "units": departure.units,
        "families": departure.families,
        "alike": departure.alike,
        "outside": departure.outside,
        "expected": departure.expected,
        "score": departure.score,
        "features": [[one.name, one.value, one.usual, one.seen, one.of] for one in departure.features],
    }
    return Finding(code, NAME, Direction.AGAINST, strength, summary, (), evidence, "dialect")


def _features(features: Sequence[Feature]) -> str:
    families = dict.fromkeys(one.name.partition(".")[0] for one in features)
    return listed([_NAMES.get(family, family) for family in families][:_SHOWN])


class _Program(NamedTuple):
    identifier: re.Pattern[str] | None
    boundary: re.Pattern[str] | None


@functools.cache
def _programs() -> dict[str, _Program]:
    text = importlib.resources.files("assay.examiners").joinpath("programs.toml").read_text("utf-8")
    return {
        name: _Program(*(re.compile(known[field]) if field in known else None for field in _Program._fields))
        for name, known in tomllib.loads(text).items()
    }


def _undocumented(habits: dict[str, str]) -> list[str]:
    """The identifiers, where none of those that stand there is as the named program makes it; else nothing."""
    program = _programs().get(habits.get("mailer.name", ""))
    if program is None:
        return []
    found = []
    for feature, known in ((SHAPE, program.identifier), ("boundary.shape", program.boundary)):
        if feature not in habits or known is None:
            continue
        if known.fullmatch(habits[feature]):
            return []
        found.append(feature)
    return found


def _documented(program: str, features: list[str], toolmarks: Toolmarks | None) -> Finding:
    """Weak, for a gateway may write identifiers anew; more where it doesn't do so for others that name the program."""
    names = listed([_NAMES[feature.partition(".")[0]] for feature in features])
    identifier = _programs()[program].identifier
    confirmed = (
        toolmarks is not None
        and SHAPE in features
        and identifier is not None
        and identifier.fullmatch(toolmarks.program_usual) is not None
    )
    others = ""
    if confirmed and toolmarks is not None:
        whose = "its sender's organisation" if toolmarks.house else "its sender"
        others = (
            f" {counted(toolmarks.program_mails, 'other mail', 'other mails')} of {whose} that "
            f"{'names' if toolmarks.program_mails == 1 else 'name'} it have none like this, and mostly the program's."
        )
    summary = (
        f"It says that {quoted(program, _WIDTH)} wrote it, which doesn't write {names} like this.{others} "
        "Innocent if a gateway or a server wrote it anew."
    )
    evidence: dict[str, object] = {"program": program, "features": features}
    strength = Strength.MODERATE if confirmed else Strength.WEAK
    return Finding("software-inconsistent", NAME, Direction.AGAINST, strength, summary, (), evidence, "dialect")


def _seams(seams: Sequence[Seam]) -> Iterator[Finding]:
    if not seams:
        return
    first = seams[0]
    side = "longer" if first.length > first.width else "shorter"
    more = f" So {'is' if len(seams) == 2 else 'are'} {len(seams) - 1} more." if len(seams) > 1 else ""  # noqa: PLR2004
    summary = (
        f"A line of its {first.kind} text is {side} than the program that wrapped the {first.lines:,} others would "
        f"have made it ({first.length} characters, where it wraps at {first.width}): the text may have been edited "
        f"there after it was encoded.{more} Innocent if a filter on the way put something in or took it out."
    )
    evidence: dict[str, object] = {
        "seams": [[one.kind, one.part, one.span.start, one.length, one.width, one.lines] for one in seams],
    }
    spans = tuple(one.span for one in seams)
    yield Finding("encoding-seam", NAME, Direction.AGAINST, Strength.WEAK, summary, spans, evidence, "dialect")
