"""What programs ask of the workbench: JSON, under `/api`. Nothing in the case is changed by any of it."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.openapi.utils import get_openapi

from assay import __version__
from assay.checking.check import Checker
from assay.checking.offered import Offer
from assay.checking.result import Result, answer
from assay.model.errors import AssayError
from assay.web.form import Form, FormProblem, form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.case import Case

MOST_BYTES = 64 << 20
"""Of one request; `assay check` takes more."""
MOST_FILES = 50
AT_ONCE = 2
"""Requests that are worked on; others are told to come again."""
_WAIT = 5
(_RESULT,), _SCHEMAS = msgspec.json.schema_components([Result], ref_template="#/components/schemas/{name}")
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": (
            f"One or more files, {MOST_FILES} and {MOST_BYTES >> 20} MiB at most together: as a form with fields named "
            "`file`, or one as it is, with any other content type and its name in `name`."
        ),
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                    "required": ["file"],
                }
            },
            "text/plain": {"schema": {"type": "string"}},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
_PROBLEM = {
    "content": {"application/json": {"schema": {"type": "object", "properties": {"problem": {"type": "string"}}}}}
}
_SAID = {
    400: "Nothing was sent, or a form that can't be read.",
    403: "No token, or a page of another origin asks.",
    413: "More than is taken.",
    503: f"{AT_ONCE} requests are being worked on already: ask again.",
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Of one file the result, of several `{results: […]}`: as `assay check --json` prints it.",
        "content": {"application/json": {"schema": _RESULT}},
    },
    **{code: {"description": text, **_PROBLEM} for code, text in _SAID.items()},
}


class Problem(Exception):
    """A request that isn't answered; says why."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def api(case: Case) -> APIRouter:
    """The routes over a case."""
    router = APIRouter(prefix="/api")
    room = threading.BoundedSemaphore(AT_ONCE)

    @router.post(
        "/check",
        summary="Whether documents that circulate are in the dump, and unchanged",
        description=(
            "Each is identical, altered (with what differs, numbers first), composed of several items, or not in the "
            "dump (with the closest, and what couldn't be read). It's read in a process that may be killed. All text "
            "in the answer that comes from files is untrusted."
        ),
        response_class=Response,
        responses=_RESPONSES,
        openapi_extra=_BODY,
    )
    async def check(request: Request, name: str = "text.txt", ocr: bool = True) -> Response:  # noqa: FBT001, FBT002 - of the address
        try:
            offers = [Offer(one.name, one.data, ocr) for one in _files(request, await _body(request), name)]
            with _a_place_in(room):
                results = await anyio.to_thread.run_sync(lambda: list(Checker(case).check_all(offers)))
        except Problem as problem:
            return _json({"problem": str(problem)}, problem.status)
        except AssayError as error:
            return _json({"problem": str(error)}, 500)
        return _json(answer(results), 200)

    @router.get("/openapi.json", include_in_schema=False)
    def described(request: Request) -> Response:
        text = get_openapi(title="Assay", version=__version__, routes=request.app.routes)
        text.setdefault("components", {}).setdefault("schemas", {}).update(_SCHEMAS)
        return _json(text, 200)

    return router


@contextlib.contextmanager
def _a_place_in(room: threading.BoundedSemaphore) -> Iterator[None]:
    """Take one of the places, as long as it lasts; refuse where none is left."""
    if not room.acquire(blocking=False):
        raise Problem(503, _SAID[503])
    try:
        yield
    finally:
        room.release()


async def _body(request: Request) -> bytes:
    """The body, as long as it isn't too long; no more than that is kept in memory."""
    too_much = Problem(413, f"More than {MOST_BYTES >> 20} MiB aren't taken here: `assay check FILE` takes more.")
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > MOST_BYTES:
        raise too_much
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > MOST_BYTES:
            raise too_much
    return bytes(found)


def _files(request: Request, body: bytes, name: str) -> list[Form]:
    media = request.headers.get("content-type", "")
    try:
        found = form(media, body, MOST_FILES) if media.lower().startswith("multipart/") else [Form(name, body)]
    except FormProblem as problem:
        raise Problem(400, str(problem)) from problem
    if not any(one.data for one in found):
        raise Problem(400, "There is nothing to check: send a file as the form's field `file`, or a text as the body.")
    return found


def _json(value: Any, status: int) -> Response:
    headers = {"Retry-After": str(_WAIT)} if status == 503 else {}  # noqa: PLR2004 - the status
    return Response(msgspec.json.encode(value), status, headers, "application/json")
