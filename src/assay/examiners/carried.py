"""Attachments as witnesses: who else carries the same bytes, and what the metadata of a document gives away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.lateness import TOLERANCE, delivered, late, places
from assay.document.metadata import PICTURES
from assay.examiners.burst import said
from assay.examiners.words import counted, day, listed, quoted
from assay.model.context import Burst, Carriage
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin
from assay.model.signature import Scheme
from assay.signatures.vouch import REQUIRED, vouch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.traits import Carried

NAME = "carried/2"
DOCUMENTS = frozenset({"pdf", "ooxml", "ole", "odf", "rtf", "zip"})
"""Kinds that say something about the mail that carries them; pictures are mostly logos, texts mostly disclaimers."""
_SURE = 48 * 3600.0
_EDITORS = ("photoshop", "gimp", "lightroom", "affinity", "paint.net", "pixelmator", "snapseed", "picasa")
_DAY = 86_400.0
_HABITS = {
    "author": "author",
    "modified_by": "last saved by",
    "application": "program",
    "producer": "PDF program",
    "company": "organisation",
    "interface": "word in the program's language",
    "language": "language",
    "codepage": "code page",
}


class Files:
    """The files of a mail, or a document itself that is no mail."""

    name = "carried"
    version = 2
    codes = (
        "document-carried",
        "document-versions",
        "document-younger",
        "document-burst",
        "document-stranger",
        "document-mismatch",
        "picture-edited",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what each distinct file says."""
        traits = subject.entry.traits
        if traits is None:
            return
        known = {one.sha256: one for one in subject.context.carried}
        for file in {file.sha256: file for file in traits.files}.values():
            carriage = known.get(file.sha256, Carriage(file.sha256, file.name))
            yield from _vouched(subject, file, carriage)
            yield from _younger(subject, file, carriage)
            if carriage.burst is not None:
                yield from _burst(subject, file, carriage.burst)
            yield from _stranger(file, carriage)
            yield from _itself(file)


def _finding(
    code: str, side: Direction, strength: Strength, summary: str, file: Carried, evidence: dict[str, object], basis: str
) -> Finding:
    facts: dict[str, object] = {"file": file.sha256, "part": file.number, **evidence}
    return Finding(code, NAME, side, strength, summary, (file.span,), facts, basis)


def _vouched(subject: Subject, file: Carried, carriage: Carriage) -> Iterator[Finding]:
    """That other mails carry a file of a mail; of a document that is no mail `assay.examiners.attached` says it."""
    if not carriage.proven or subject.entry.kind is not Kind.MESSAGE or file.kind not in DOCUMENTS:
        return
    mails = counted(len(carriage.proven), "other mail", "other mails")
    evidence: dict[str, object] = {"mails": list(carriage.proven), "senders": carriage.senders}
    summary = (
        f"The attached file {quoted(file.name)}, byte for byte, is also attached to {mails} whose signature holds over "
        f"it (first {carriage.proven[0][:12]}). That vouches for the file; anybody who has it could attach it, so it "
        "says little of the words of this mail."
    )
    basis = f"carried:{file.sha256}"
    yield _finding("document-carried", Direction.FOR, Strength.WEAK, summary, file, evidence, basis)


def _younger(subject: Subject, file: Carried, carriage: Carriage) -> Iterator[Finding]:
    entry = subject.entry
    reference = delivered(entry.date, entry.traits) if entry.traits is not None else None
    if entry.kind is not Kind.MESSAGE or reference is None:
        return
    found = late(file, reference)
    if not found:
        return
    name, seconds = max(found.items(), key=lambda item: (item[1], item[0]))
    days = (seconds - reference) / _DAY
    where = places(found)
    what = (
        f"The attached file {quoted(file.name)} says in its {listed(where)} that it was "
        f"{'made' if name in {'created', 'xmp_created'} else 'changed'} on {day(seconds)}, "
        f"{days:,.1f} days after this mail ({day(reference)})."
    )
    evidence: dict[str, object] = {"times": found, "mail": reference, "days": round(days, 2), "places": where}
    if "updates" in file.facts:
        evidence["updates"] = file.facts["updates"]
    side, strength, why = _how_late(subject, carriage, seconds, found, reference)
    summary = f"{what} {why}"
    yield _finding("document-younger", side, strength, summary, file, evidence, f"carried:{file.sha256}")


def _how_late(
    subject: Subject, carriage: Carriage, seconds: float, found: dict[str, float], reference: float
) -> tuple[Direction, Strength, str]:
    """What a document that is younger than its mail comes to, and why."""
    if _sealed(subject):
        why = "The file is inside of what was signed or sealed then, so it's a clock that was wrong."
        return Direction.NEUTRAL, Strength.NONE, why
    if carriage.first_proven is not None and carriage.first_proven < seconds - TOLERANCE:
        why = "A signed mail carried the same file before that, so it's a clock that was wrong."
        return Direction.NEUTRAL, Strength.NONE, why
    if carriage.late:
        mails = counted(carriage.late, "signed mail", "signed mails")
        why = f"{mails} of the same sender had such files, too: a clock there is wrong."
        return Direction.AGAINST, Strength.WEAK, why
    sure = {key: value for key, value in found.items() if value - reference > _SURE}
    if len(places(sure)) > 1 and _dated(subject):
        why = "The mail's date is signed and the file isn't; the file can't have been in that mail."
        return Direction.AGAINST, Strength.VERY_STRONG, why
    why = (
        "Innocent if the clock of the machine that saved it was wrong, or if the mail program saved an edited "
        "attachment back into the mail, as old versions of Outlook do."
    )
    return Direction.AGAINST, Strength.STRONG, why


def _sealed(subject: Subject) -> bool:
    """Whether a published key's signature, or a receiver's seal, holds over the whole body."""
    if subject.chain.status == "pass":
        return True
    vouches = [vouch(one) for one in subject.checked if not one.measured.arc_instance]
    return any(found is not None and found.published and not (found.beyond or found.added) for found in vouches)


def _dated(subject: Subject) -> bool:
    """Whether a published key of the author's domain signed the Date, whatever became of the body."""
    return any(
        one.headers_hold
        and one.key is not None
        and not one.key.weak
        and one.key.provenance.origin is not Origin.RECOVERED
        and one.measured.scheme is Scheme.DKIM
        and not one.measured.duplicates
        and set(REQUIRED) <= {instance.name.strip().lower() for instance in one.measured.signed}
        for one in subject.checked
    )


def _burst(subject: Subject, file: Carried, burst: Burst) -> Iterator[Finding]:
    mail = subject.entry.kind is Kind.MESSAGE
    strength, summary = said(burst, file.kind, mail=mail, sealed=_sealed(subject))
    evidence: dict[str, object] = {
        "others": list(burst.others),
        "documents": burst.documents,
        "start": burst.start,
        "seconds": burst.seconds,
        "by": burst.by,
        "named": burst.named,
        "foreign": burst.foreign,
        "signs": {sign.name: sign.value for sign in burst.signs},
        "authors": burst.authors,
        "carriers": burst.carriers,
    }
    yield _finding("document-burst", Direction.AGAINST, strength, summary, file, evidence, "burst")


def _stranger(file: Carried, carriage: Carriage) -> Iterator[Finding]:
    if not carriage.lone:
        return
    facts = listed([f"{_HABITS.get(name, name)}: {quoted(value)}" for name, value in sorted(carriage.lone.items())[:3]])
    summary = (
        f"The metadata of {quoted(file.name)} stands alone here ({facts}), where other files from there are alike. "
        "Innocent if a new colleague, machine or program made it."
    )
    evidence: dict[str, object] = {"facts": carriage.lone}
    basis = f"carried:{file.sha256}"
    yield _finding("document-stranger", Direction.AGAINST, Strength.WEAK, summary, file, evidence, basis)


def _itself(file: Carried) -> Iterator[Finding]:
    """What the metadata says that doesn't agree with itself."""
    times, basis = file.times, f"carried:{file.sha256}"
    apart = [name for name in ("created", "modified") if abs(_between(times, name)) > TOLERANCE]
    if apart and file.kind == "pdf":
        summary = (
            f"The two places of {quoted(file.name)} that say when it was {listed(apart)} are "
            f"{max(abs(_between(times, name)) for name in apart) / _DAY:,.1f} days apart (XMP and the information "
            "dictionary). Innocent if a program updates only one of them, as many do."
        )
        evidence: dict[str, object] = {"times": times}
        yield _finding("document-mismatch", Direction.AGAINST, Strength.WEAK, summary, file, evidence, basis)
    software = file.facts.get("software", file.facts.get("xmp_tool", ""))
    edited = any(word in software.lower() for word in _EDITORS)
    taken = times.get("taken", times.get("digitized"))
    changed = times.get("modified", times.get("xmp_modified"))
    if file.kind in PICTURES and edited and taken is not None and changed is not None and changed - taken > TOLERANCE:
        summary = (
            f"The picture {quoted(file.name)} was taken on {day(taken)} and saved again with {quoted(software)} on "
            f"{day(changed)}. Innocent if it was cropped or retouched, as press pictures are."
        )
        evidence = {"software": software, "taken": taken, "saved": changed}
        yield _finding("picture-edited", Direction.AGAINST, Strength.WEAK, summary, file, evidence, basis)


def _between(times: dict[str, float], name: str) -> float:
    return times[f"xmp_{name}"] - times[name] if name in times and f"xmp_{name}" in times else 0.0
