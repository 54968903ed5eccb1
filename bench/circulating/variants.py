"""What circulates of a dump's papers, with the truth about each: the same, altered, composed, or another paper."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from circulating import changed, shown, written
from circulating.papers import KINDS, LANGUAGES, House, Paper, house, paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PER_HOUSE = (1, 1, 2, 3, 6)
"""Papers in the dump on each house's form: some forms are there once."""
OTHER = 1_000
"""From this number on papers aren't in the dump."""
SAME, ALTERED, COMPOSED, ABSENT = "identical", "altered", "composed", "not in the dump"


@dataclass(frozen=True)
class Variant:
    """Something that circulates.

    Attributes:
        truth: what the answer must be.
        how: what was done.
        name: its file name.
        data: its bytes.
        of: the file in the dump it comes from; empty where there is none.
        picture: whether it's to be read by OCR.
    """

    truth: str
    how: str
    name: str
    data: bytes
    of: str = ""
    picture: bool = False


@dataclass(frozen=True)
class Planted:
    """A paper in the dump."""

    paper: Paper
    form: str

    @property
    def name(self) -> str:
        """Its file name."""
        one = self.paper.house
        return f"{one.language}-{one.kind}-{one.number}-{self.paper.number}.{self.form}"

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return written.WRITERS[self.form](self.paper)


def planted(seed: int, share: int = 1) -> list[Planted]:
    """Return the papers of the dump; of `share` kinds and languages one is made."""
    found = []
    for at, one in enumerate(houses(seed)):
        if at // len(PER_HOUSE) % share:
            continue
        for number in range(PER_HOUSE[one.number]):
            made = paper(one, number, seed)
            forms = written.formats(made)
            found.append(Planted(made, forms[(one.number + number + len(one.kind)) % len(forms)]))
    return found


def houses(seed: int) -> Iterator[House]:
    """Yield those whose forms are used."""
    for kind in KINDS:
        for language in LANGUAGES:
            for number in range(len(PER_HOUSE)):
                yield house(kind, language, number, seed)


def variants(seed: int, dump: list[Planted], *, pictures: bool = True, browser: bool = True) -> Iterator[Variant]:
    """Yield everything that circulates."""
    with shown.printer() if browser and shown.CHROMIUM else nullcontext() as printed:
        for number, one in enumerate(dump):
            random = Random(f"variant {seed} {one.name}")
            yield from _same(one, number, printed)
            yield from _altered(one, random)
            yield from _cut(one, random)
            if pictures:
                yield from _pictures(one, number, random)
    yield from _composed(dump, Random(seed))
    yield from _absent(seed, dump, pictures=pictures)


def _same(one: Planted, number: int, printed: Callable[[Paper], bytes] | None) -> Iterator[Variant]:
    stem, made = one.name.rpartition(".")[0], one.paper
    if one.form == "eml":
        yield Variant(SAME, "relayed mail", one.name, written.eml(made, relayed=True), one.name)
        fields = shown.below_fields(made)
        yield Variant(SAME, "mail printed", f"{stem}.pdf", written.pdf(fields), one.name)
        yield Variant(SAME, "mail printed", f"{stem}.txt", written.text(fields), one.name)
        yield Variant(SAME, "mail saved as html", f"{stem}.html", written.html(fields), one.name)
        yield Variant(SAME, "mail copied as text", f"{stem}.txt", written.body(made).encode(), one.name)
        if printed:
            yield Variant(SAME, "mail printed by a browser", f"{stem}.pdf", printed(fields), one.name)
        return
    if number % 20 == 0:
        yield Variant(SAME, "the same bytes", f"{stem}.{one.form}", one.data, one.name)
    again = {"docx": lambda: written.docx(made, other=True), "xlsx": lambda: written.xlsx(made, other=True)}
    if one.form in again:
        yield Variant(SAME, "saved by another program", f"{stem}.{one.form}", again[one.form](), one.name)
    yield Variant(SAME, "typed again", f"{stem}.txt", shown.typed(made), one.name)
    others = [form for form in ("docx", "odt", "rtf", "html", "txt") if form != one.form]
    other = others[number % len(others)]
    yield Variant(SAME, "another format", f"{stem}.{other}", written.WRITERS[other](made), one.name)
    yield Variant(SAME, "as PDF", f"{stem}.pdf", written.serif(made), one.name)
    if printed:
        yield Variant(SAME, "printed by a browser", f"{stem}.pdf", printed(made), one.name)


def _saved(one: Planted, made: Paper, form: str) -> tuple[str, bytes]:
    return f"{one.name.rpartition('.')[0]}.{form}", written.WRITERS[form](made)


def _altered(one: Planted, random: Random) -> Iterator[Variant]:
    for how, change in changed.CHANGES.items():
        made = change(one.paper, random)
        if made is not None:
            form = (
                random.choice([one.form, "pdf", "txt"]) if one.form != "eml" else random.choice(["eml", "pdf", "txt"])
            )
            if one.form == "eml" and form != "eml":
                made = shown.below_fields(made)
            yield Variant(ALTERED, how, *_saved(one, made, form), one.name)


def _cut(one: Planted, random: Random) -> Iterator[Variant]:
    """A piece, word for word, and one with another number in it."""
    lines = one.paper.lines[1:] if one.form == "eml" else one.paper.lines
    first = random.randrange(max(1, len(lines) - 3))
    text = "\n".join(lines[first : first + 4])
    if len(text.split()) >= 25:
        yield Variant(SAME, "a piece", "piece.txt", text.encode(), one.name)


def _pictures(one: Planted, number: int, random: Random) -> Iterator[Variant]:
    base = shown.below_fields(one.paper) if one.form == "eml" else one.paper
    for poor in (False, True):
        quality = "screenshot, poor" if poor else "screenshot"
        ending = "jpg" if poor else "png"
        if (number + poor) % 2:
            yield Variant(SAME, quality, f"x.{ending}", shown.picture(base, poor=poor, seed=number), one.name, True)
            continue
        how, change = random.choice([pair for pair in changed.CHANGES.items() if pair[0] != "minus"])
        made = change(base, random) or changed.added(base, random)
        if made is not None:
            yield Variant(
                ALTERED, quality, f"{how}.{ending}", shown.picture(made, poor=poor, seed=number), one.name, True
            )


def _composed(dump: list[Planted], random: Random) -> Iterator[Variant]:
    long = [one for one in dump if one.paper.house.kind in {"letter", "contract", "minutes"}]
    for at, one in enumerate(long[:30]):
        other = random.choice([two for two in long if two.paper.house != one.paper.house])
        lines, more = one.paper.lines, other.paper.lines
        text = "\n\n".join([*lines[: len(lines) * 2 // 3], *more[len(more) // 2 :]])
        yield Variant(COMPOSED, "halves of two", f"composed-{at}.txt", text.encode(), one.name)


def _other(of: House, number: int, seed: int) -> Paper:
    """Return a paper that isn't in the dump and is about nobody whom the dump's papers on the form are about."""
    known = {paper(of, there, seed).names[:1] for there in range(PER_HOUSE[of.number])}
    while (made := paper(of, number, seed)).names[:1] in known and made.names[:1] != (made.sender,):
        number += OTHER
    return made


def _absent(seed: int, dump: list[Planted], *, pictures: bool) -> Iterator[Variant]:
    """As many papers as the dump has, on the same forms, filled in with other particulars; and on unknown ones."""
    for at, one in enumerate(dump):
        house_ = one.paper.house
        made = _other(house_, OTHER + one.paper.number, seed)
        how = "another on a form that is there once" if PER_HOUSE[house_.number] == 1 else "another on a form"
        if house_.kind == "mail":
            how = "another mail of the same sender"
        if house_.kind == "receipt" and one.paper.number == 0:
            made, how = paper(house_, PER_HOUSE[house_.number], seed), "the same form for the next month"
        form = one.form if at % 3 else "pdf"
        shown_ = shown.below_fields(made) if house_.kind == "mail" and form == "pdf" else made
        yield Variant(ABSENT, how, *_saved(one, shown_, form), "")
        if pictures and at % 4 == 0:
            yield Variant(ABSENT, f"{how}, screenshot", "x.png", shown.picture(shown_, poor=False), "", True)
        if at % 5 == 0:
            other = house(house_.kind, house_.language, 50 + at, seed)
            yield Variant(ABSENT, "a form of nobody in the dump", *_saved(one, paper(other, 1, seed), form), "")
