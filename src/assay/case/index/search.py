"""Search over a case: brings the index up to the evidence, searches it, and fills the hits from the evidence."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case, views
from assay.case.folder import is_written
from assay.case.index import build
from assay.case.index.facets import Facets
from assay.case.index.find import Finder, IndexDamaged, Order
from assay.case.index.grammar import parse
from assay.case.index.mirror import writable
from assay.case.index.schema import key_of
from assay.case.index.snippet import Highlighter, Piece
from assay.case.index.source import OCR_SHARD, Answers, FilePage, Rows
from assay.case.views import ItemRow
from assay.model.errors import CaseLocked, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Hit(msgspec.Struct, frozen=True):
    """One item that was found, with the piece of its text around what was looked for.

    Attributes:
        row: the item.
        snippet: from its own text, or from a file where only that has what was looked for.
        file: the name of that file; untrusted.
        page: the page of it, 0 where it has none.
        ocr: whether that text was read out of a picture.
    """

    row: ItemRow
    snippet: tuple[Piece, ...]
    file: str = ""
    page: int = 0
    ocr: bool = False


class Results(msgspec.Struct, frozen=True):
    """One page of what was found.

    Attributes:
        total: how many items match.
        hits: those of this page.
        facets: how all of them divide, if asked for.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Facets | None


class Search:
    """The search of one case.

    The index is a projection of its own: it may be brought up to date while the case is open for reading.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._evidence = case.evidence
        self._rows = Rows(case.evidence)
        self._folder = case.path / "index"
        self._finder: Finder | None = None

    def refresh(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Index what isn't indexed yet; returns how many items that were.

        Raises:
            CaseLocked: another process is indexing and there is nothing to search meanwhile.
            UsageError: the index can't be written here.
        """
        self._finder = None
        if not writable(build.segments(self._folder)):
            raise UsageError(
                f"the search index {self._folder} isn't up to date, and can't be written here: copy the case to a "
                "folder that you may write to and search there, or run `assay search` once where it can be written"
            )
        return build.update(self._folder, self._rows, progress)

    @property
    def is_current(self) -> bool:
        """Whether everything that was taken in is in the index, but what a run at work has just read by OCR.

        That it indexes itself, again and again; a search needn't wait for it.
        """
        return build.is_current(self._folder, self._rows) or (
            is_written(self._case.path) and build.is_current(self._folder, self._rows, but=OCR_SHARD)
        )

    def search(
        self,
        query: str,
        order: Order = Order.RELEVANCE,
        limit: int = 20,
        offset: int = 0,
        *,
        facets: bool = False,
    ) -> Results:
        """Search; an index that is absent, behind or broken is mended first.

        Raises:
            QueryProblem: the query can't be understood.
            UsageError: the index isn't up to date and can't be written here.
            CaseDamaged: the evidence isn't what was written.
        """
        if not self.is_current:
            self._refresh_if_free()
        try:
            return self._search(query, order, limit, offset, facets=facets)
        except IndexDamaged:
            if not writable(build.segments(self._folder)):
                self.refresh()
            shutil.rmtree(self._folder, ignore_errors=True)
            self.refresh()
            return self._search(query, order, limit, offset, facets=facets)

    def _refresh_if_free(self) -> None:
        try:
            self.refresh()
        except CaseLocked:
            if build.read_ledger(self._folder) is None:
                raise

    def _search(self, query: str, order: Order, limit: int, offset: int, *, facets: bool) -> Results:
        if self._finder is None:
            self._finder = Finder(self._folder, Answers(self._evidence))
        found = self._finder.search(query, order, limit, offset)
        rows = views.rows(self._evidence, found.items)
        texts = views.texts(self._evidence, found.items)
        highlighter = Highlighter(parse(query))
        snippets = {item: highlighter.snippet(texts.get(item, "")) for item in found.items}
        bare = [item for item, pieces in snippets.items() if not any(piece.hit for piece in pieces)]
        files = self._rows.pages(bare) if bare and highlighter.searches else {}
        hits = tuple(
            _hit(rows[item], snippets[item], highlighter, files.get(item, ())) for item in found.items if item in rows
        )
        return Results(found.total, hits, self._facets(query) if facets else None)

    def _facets(self, query: str) -> Facets:
        assert self._finder is not None  # noqa: S101 - opened by the search before
        verdicts = {key_of(item): verdict for item, verdict in self._evidence.sql("SELECT item, verdict FROM verdicts")}
        return self._finder.facets(query, verdicts)


def _hit(row: ItemRow, own: tuple[Piece, ...], highlighter: Highlighter, files: Sequence[FilePage]) -> Hit:
    """A hit whose words stand in a file only is shown by the first page that has them."""
    for page in files:
        pieces = highlighter.snippet(page.text)
        if any(piece.hit for piece in pieces):
            return Hit(row, pieces, page.file, page.number, page.ocr)
    return Hit(row, own)
