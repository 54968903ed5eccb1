"""`assay check`: whether what circulates is in the dump, and unchanged."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from assay.case import Case
from assay.checking.check import Checker
from assay.checking.offered import Offer
from assay.checking.result import Candidate, Change, Outcome, Result, answer
from assay.cli.console import Column, counted, line, say, table
from assay.cli.marks import mark
from assay.cli.options import AsJson, CaseFolder
from assay.cli.records import print_json
from assay.document.ocr import available
from assay.model.errors import UsageError
from assay.model.untrusted import untrusted

MOST_BYTES = 512 << 20
_STYLES = {
    Outcome.IDENTICAL: "bold",
    Outcome.ALTERED: "bold reverse",
    Outcome.COMPOSED: "bold reverse",
    Outcome.ABSENT: "bold",
    Outcome.UNREADABLE: "dim",
}
_SHOWN = 20
_LONGEST = 90
"""Signs of a difference that are printed."""
_ALIKE = 0.2
"""Share of words from which on an item is worth naming."""
_EPILOG = (
    "FILE may be a text, a mail, an office document, a PDF or a picture; - reads a text on standard input; of a folder "
    "each file is checked. Example: assay check screenshot.png --case my-case"
)


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog=_EPILOG)(check)


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="What circulates.")],
    case: CaseFolder,
    ocr: Annotated[bool, typer.Option("--ocr/--no-ocr", help="Read text in pictures, if tesseract is there.")] = True,
    json: AsJson = False,
) -> None:
    """Say whether a document that circulates is in the dump: identical, altered (with the difference), or not."""
    names = list(_named(files))
    if ocr and not available():
        say("Text in pictures isn't read: tesseract isn't installed (assay doctor says how to get it).")
    results = []
    with Case.open_whole(case) as opened:
        for result in Checker(opened).check_all(Offer(name, _bytes(path), ocr) for name, path in names):
            results.append(result)
            if not json and len(names) > 1 and sys.stderr.isatty():
                say(f"{len(results)} of {len(names)} checked")
    if json:
        print_json(answer(results))
    elif len(results) == 1:
        _show(results[0])
    else:
        _table(results)


def _named(files: list[str]) -> Iterator[tuple[str, Path | None]]:
    for name in files:
        path = Path(name)
        if name == "-":
            yield "standard input", None
        elif path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            if not inside:
                raise UsageError(f"there is no file in {name}")
            yield from ((str(one.relative_to(path)), one) for one in inside)
        elif path.is_file():
            yield path.name, path
        else:
            raise UsageError(f"{name} isn't a file or a folder that can be read")


def _bytes(path: Path | None) -> bytes:
    data = sys.stdin.buffer.read(MOST_BYTES + 1) if path is None else _content(path)
    if len(data) > MOST_BYTES:
        raise UsageError(f"files of more than {MOST_BYTES >> 20} MiB aren't checked; cut out the part in question")
    return data


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error


def _show(result: Result) -> None:
    line(Text.assemble((untrusted(result.file), ""), "  ", (_answer(result), _STYLES[result.outcome])))
    line()
    line(untrusted(result.how))
    if result.changes and result.outcome is not Outcome.COMPOSED:
        line()
        _changes(result.changes)
    _items(result)
    if result.unsure:
        line()
        for said in result.unsure:
            line(Text(f"Not sure: {said}", style="dim"))


def _answer(result: Result) -> str:
    return f"{result.outcome.value}, but on the same form" if result.same_form else result.outcome.value


def _items(result: Result) -> None:
    """The items that it is, or is made of, in full; those that are only alike a line each."""
    one_of_them = result.outcome is Outcome.ALTERED
    whole = result.found[:1] if one_of_them else () if result.outcome is Outcome.ABSENT else result.found
    for one in whole:
        line()
        line(Text.assemble((one.item[:12], "dim"), "  ", mark(one.verdict, in_part=one.in_part), f"  {_share(one)}"))
        line(Text(f"  {untrusted(one.name)}", style="bold"))
        line(f"  {untrusted(one.source)}" + (f", page {one.page}" if one.page else "") + ", read by OCR" * one.ocr)
    others = [one for one in result.found if one not in whole and one.share >= _ALIKE]
    if others:
        line()
        line("Less alike:" if one_of_them else "Closest:")
        for one in others:
            line(Text.assemble((one.item[:12], "dim"), f"  {_share(one):>4}  {untrusted(one.name)}"))


def _share(one: Candidate) -> str:
    """How many of the words are in it; never all of them where it isn't so."""
    return f"{min(one.share, 0.99) if one.share < 1 else 1:.0%}"


def _cut(text: str) -> str:
    """What is shown of some words: all of them are in the JSON."""
    return untrusted(text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …")


def _changes(found: tuple[Change, ...]) -> None:
    rows = [
        [one.kind, _cut(one.dump) or "-", _cut(one.here) or "-", _cut(f"{one.before} … {one.after}")]
        for one in found[:_SHOWN]
    ]
    table([Column("changed"), Column("in the dump"), Column("here"), Column("around")], rows)
    if len(found) > _SHOWN:
        line(f"and {counted(len(found) - _SHOWN, 'more place', 'more places')} (--json lists them)")


def _table(results: list[Result]) -> None:
    rows = []
    for one in results:
        named = one.found and (one.outcome is not Outcome.ABSENT or one.same_form)
        first = one.found[0] if named else None
        change = one.changes[0] if one.changes and one.outcome is not Outcome.COMPOSED else None
        rows.append(
            [
                untrusted(one.file),
                _answer(one),
                first.item[:12] if first else "",
                mark(first.verdict, in_part=first.in_part) if first else "",
                f"{_cut(change.dump)} → {_cut(change.here)}" if change else "",
            ]
        )
    table([Column("file"), Column("answer"), Column("item"), Column("verdict"), Column("first difference")], rows)
    counts = {outcome: sum(one.outcome is outcome for one in results) for outcome in Outcome}
    line()
    line(", ".join(f"{count} {outcome.value}" for outcome, count in counts.items() if count))
