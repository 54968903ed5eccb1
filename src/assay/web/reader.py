"""One item for reading: paragraph, findings, text, headers with what covers them. Never the HTML of a mail."""

from __future__ import annotations

import enum

import msgspec

from assay.case import Case, views
from assay.case.coverage import Coverage, HeaderLine, coverage
from assay.examiners.words import fitting, fitting_words
from assay.message import parse
from assay.model.entry import Entry
from assay.model.errors import OriginalChanged
from assay.model.finding import Direction, Finding
from assay.model.signature import Checked, Outcome
from assay.model.verdict import Judgement

_SHOWN, _LEAST = 200_000, 2_000
"""Bytes or characters of an item that are shown, and at least of each stretch of its body."""
_SHOWN_HEADERS = 400


class Tab(enum.StrEnum):
    """The ways to look at an item."""

    TEXT = "text"
    COVERAGE = "coverage"
    RAW = "raw"


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of the body with its text; untrusted."""

    start: int
    end: int
    text: str
    who: tuple[str, ...]
    vouched: bool
    cut: int


class Reading(msgspec.Struct, frozen=True):
    """What the reader shows of one item; all text is untrusted.

    Attributes:
        row, entry, places: as in the case.
        judgement: the verdict with its paragraph; None before judging.
        checked: the signatures.
        coverage: what vouches for which bytes; None for documents and where the bytes can't be read.
        body: the body's stretches.
        text: the readable text.
        raw: the beginning of the raw bytes.
        cut: how many bytes or characters aren't shown.
        trouble: why the bytes can't be read; empty where they can.
        tab: which way to look.
    """

    row: views.ItemRow
    entry: Entry
    places: tuple[str, ...]
    judgement: Judgement | None
    checked: tuple[Checked, ...]
    coverage: Coverage | None
    body: tuple[Stretch, ...]
    text: str
    raw: str
    cut: int
    trouble: str
    tab: str

    def findings(self, direction: str) -> list[Finding]:
        """The findings that speak that way."""
        found = self.judgement.findings if self.judgement else ()
        return [finding for finding in found if finding.direction == Direction(direction)]

    @property
    def alarmed(self) -> bool:
        """Whether something holds, so that what it leaves uncovered can deceive a reader."""
        holds = any(one.outcome == Outcome.PASS for one in self.checked)
        return bool(self.coverage and self.coverage.alarming and holds)

    @property
    def headers(self) -> tuple[HeaderLine, ...]:
        """The header lines that are shown."""
        return self.coverage.headers[:_SHOWN_HEADERS] if self.coverage else ()

    @property
    def headers_cut(self) -> int:
        """How many header lines aren't."""
        return len(self.coverage.headers) - len(self.headers) if self.coverage else 0

    @property
    def open(self) -> tuple[HeaderLine, ...]:
        """What a reader goes by, nothing covers and nothing excuses; at most as many as are shown."""
        if not self.coverage or not self.alarmed:
            return ()
        fits = self.fitting
        return tuple(line for line in self.coverage.alarming if line.index not in fits)[:_SHOWN_HEADERS]

    @property
    def fitting(self) -> frozenset[int]:
        """The unsigned MIME headers that fit the signed body, by their numbers."""
        return frozenset(instance.index for one in self.checked for instance in fitting(one))

    @property
    def excuses(self) -> list[str]:
        """Why these leave nothing open, in sentences."""
        return list(dict.fromkeys(filter(None, map(fitting_words, self.checked))))

    @property
    def twins(self) -> list[HeaderLine]:
        """The instances of headers of which one is signed and another isn't, in their order."""
        if not self.coverage or not self.alarmed:
            return []
        names = {line.name.lower() for line in self.coverage.headers if line.twin and line.relied_on}
        return [line for line in self.coverage.headers if line.name.lower() in names][:_SHOWN_HEADERS]


def read_item(case: Case, name: str, tab: Tab) -> Reading:
    """Everything the reader shows.

    Raises:
        UsageError: there is no such item.
    """
    found = views.item(case.evidence, views.the_item(case.evidence, name))
    data, trouble = b"", ""
    if found.entry.stored is not None:
        try:
            data = case.originals.read(found.entry.stored, found.row.item)
        except OriginalChanged as error:
            trouble = str(error)
    checked = found.judged.checked if found.judged else ()
    seen: Coverage | None = None
    body: tuple[Stretch, ...] = ()
    if data and found.row.kind == "message":
        seen = coverage(parse(data), checked)
        body = _body(data, seen) if tab == Tab.COVERAGE else ()
    shown = data[:_SHOWN].decode("utf-8", "backslashreplace") if tab == Tab.RAW else ""
    length = len(data) if tab == Tab.RAW else len(found.entry.text)
    return Reading(
        row=found.row,
        entry=found.entry,
        places=found.places,
        judgement=found.judged.judgement if found.judged else None,
        checked=checked,
        coverage=seen,
        body=body,
        text=found.entry.text[:_SHOWN],
        raw=shown,
        cut=max(0, length - _SHOWN),
        trouble=trouble,
        tab=tab.value,
    )


def _body(data: bytes, seen: Coverage) -> tuple[Stretch, ...]:
    left = _SHOWN
    stretches = []
    for stretch in seen.body:
        piece = data[stretch.span.start : stretch.span.end]
        shown = piece[: max(_LEAST, left)]
        left -= len(shown)
        stretches.append(
            Stretch(
                start=stretch.span.start,
                end=stretch.span.end,
                text=shown.decode("utf-8", "backslashreplace"),
                who=tuple(f"{voucher.name}: {voucher.outcome}" for voucher in stretch.vouchers),
                vouched=stretch.vouched,
                cut=len(piece) - len(shown),
            )
        )
    return tuple(stretches)
