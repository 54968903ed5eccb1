"""The pages of the workbench. Every view is an address; nothing is changed by any of them."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from assay.case import Case, views
from assay.case.index.find import Order
from assay.case.index.grammar import QueryProblem
from assay.case.index.search import Search
from assay.model.entry import Kind
from assay.model.errors import AssayError, OriginalChanged, UsageError
from assay.model.verdict import Verdict
from assay.signatures.keys.store import KeyStore
from assay.web import pages
from assay.web.api import api
from assay.web.guard import DOWNLOAD, Guard
from assay.web.listing import Listing, read_cursor
from assay.web.reader import Tab, read_item
from assay.web.render import render

_HERE = Path(__file__).parent
PAGE = 50
_DEEPEST = 1_000_000
_LONGEST_QUERY, _LONGEST_CURSOR = 8_000, 200


class Workbench:
    """One case and its search, shared by all requests."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._search = Search(case)
        self._lock = threading.Lock()

    def listing(self, state: pages.State) -> Listing:
        """The list that a state of the address means."""
        if not state.q:
            verdict = state.verdict
            rows = views.page(self.case.evidence, verdict, read_cursor(state.after), PAGE + 1)
            return Listing.by_date(rows, PAGE, state)
        query = f"({state.q}) verdict:{state.verdict}" if state.verdict else state.q
        offset = int(state.after) if state.after.isdecimal() else 0
        try:
            with self._lock:
                found = self._search.search(query, Order(state.sort), PAGE, min(offset, _DEEPEST), facets=True)
                whole = self._search.search(state.q, limit=0, facets=True) if state.verdict else found
        except QueryProblem as problem:
            return Listing.problem(str(problem))
        verdicts = whole.facets.of("verdict") if whole.facets else {}
        return Listing.found(found, verdicts, offset, PAGE, state)


def make_app(case: Case, guard: Guard) -> FastAPI:
    """The application that serves a case, guarded."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.middleware("http")(guard)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    bench = Workbench(case)
    shown = APIRouter(include_in_schema=False)
    _add_pages(shown, bench)
    _add_item_pages(shown, bench)
    app.include_router(shown)
    app.include_router(api(case))

    @app.exception_handler(AssayError)
    def explain(request: Request, error: AssayError) -> HTMLResponse:
        del request
        status = 404 if isinstance(error, UsageError) else 409 if isinstance(error, OriginalChanged) else 500
        return HTMLResponse(render("problem.html", pages.frame(case, "") | {"problem": str(error)}), status)

    return app


def _from(request: Request) -> pages.State:
    values = request.query_params
    verdict, sort = values.get("verdict", ""), values.get("sort", "")
    return pages.State(
        verdict=verdict if verdict in [*Verdict] else "",
        q=values.get("q", "").strip()[:_LONGEST_QUERY],
        sort=sort if sort in [*Order] else Order.RELEVANCE,
        after=values.get("after", "")[:_LONGEST_CURSOR],
    )


def _page(name: str, context: dict[str, Any]) -> HTMLResponse:
    return HTMLResponse(render(name, context))


def _add_pages(app: APIRouter, bench: Workbench) -> None:
    case = bench.case

    @app.get("/")
    def overview() -> HTMLResponse:
        return _page("overview.html", pages.frame(case, "overview") | pages.overview(case))

    @app.get("/items")
    def items(request: Request) -> HTMLResponse:
        state = _from(request)
        context = {"state": state, "listing": bench.listing(state), "counts": pages.counts(case), "item": None}
        return _page("items.html", pages.frame(case, "items") | context)

    @app.get("/keys")
    def keys() -> HTMLResponse:
        store = KeyStore(case.path / "keys.jsonl")
        return _page("keys.html", pages.frame(case, "keys") | {"keys": store.all()})

    @app.get("/failed")
    def failed() -> HTMLResponse:
        count = views.kind_counts(case.evidence)[Kind.FAILURE][0]
        context = {"failures": views.failures(case.evidence), "failed": count}
        return _page("failed.html", pages.frame(case, "failed") | context)


def _add_item_pages(app: APIRouter, bench: Workbench) -> None:
    case = bench.case

    @app.get("/items/{item}")
    def one(request: Request, item: str) -> HTMLResponse:
        state = _from(request)
        tab = request.query_params.get("tab", "")
        found = read_item(case, item, Tab(tab) if tab in [*Tab] else Tab.TEXT)
        context = {"state": state, "listing": bench.listing(state), "counts": pages.counts(case), "item": found}
        return _page("items.html", pages.frame(case, "items") | context)

    @app.get("/items/{item}/raw")
    def raw(item: str) -> Response:
        row = views.the_item(case.evidence, item)
        entry = views.item(case.evidence, row).entry
        if entry.stored is None:
            raise UsageError("The bytes of this item aren't kept.")
        data = case.originals.read(entry.stored, row.item)
        ending = "eml" if row.kind == "message" else "bin"
        name = f'attachment; filename="{row.item}.{ending}"'
        return Response(data, headers={**DOWNLOAD, "Content-Disposition": name})
