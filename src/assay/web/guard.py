"""Who may see the case: exact Host, a random token once in the address and then in a cookie, and strict headers.

Programs send the token as `Authorization: Bearer TOKEN`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""On every answer. No page may ask any other host for anything: a mail's address of a picture leads nowhere."""

DOWNLOAD = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Type": "application/octet-stream",
}
"""On answers that carry bytes of the dump: saved, never shown."""

POSTED = frozenset({"/api/check"})
"""What may be sent here: a document to be checked. It's a question, and changes nothing."""
_LOG = logging.getLogger(__name__)
_DAY = 24 * 3600
Next = Callable[[Request], Awaitable[Response]]


def _bearer(request: Request) -> str:
    """The token that a program sends (RFC 6750, section 2.1)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


class Guard:
    """Checks every request.

    Args:
        hosts: the values of Host that are served, port included: another one is a page elsewhere whose name was
            pointed at this machine (DNS rebinding).
        port: names the cookie, which browsers share between ports.
    """

    def __init__(self, hosts: frozenset[str], port: int) -> None:
        self.token = secrets.token_urlsafe(24)
        self._hosts = hosts
        self._cookie = f"assay-{port}"

    async def __call__(self, request: Request, following: Next) -> Response:
        """Answer the request, or refuse it."""
        try:
            response = await self._answer(request, following)
        except Exception:  # noqa: BLE001 - no answer may leave without the headers below
            _LOG.exception("%s failed", request.url.path)
            response = PlainTextResponse("This page failed; the terminal has the reason.\n", 500)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    async def _answer(self, request: Request, following: Next) -> Response:
        if request.headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("This name isn't served here.\n", 421)
        posted = request.method == "POST" and request.url.path in POSTED
        if request.method not in {"GET", "HEAD"} and not posted:
            return PlainTextResponse("Nothing can be changed here.\n", 405, {"Allow": "GET, HEAD"})
        if self._is_token(_bearer(request)):
            return await following(request)
        if posted and not self._is_own_page(request):
            return PlainTextResponse("Only a page of this server may ask that, or who has its token.\n", 403)
        given = request.query_params.get("token")
        if given is not None and not posted and self._is_token(given):
            return self._let_in(request)
        if not self._is_token(request.cookies.get(self._cookie, "")):
            text = "This address lacks its password. Use the one that `assay serve` printed.\n"
            return PlainTextResponse(text, 403)
        return await following(request)

    def _let_in(self, request: Request) -> Response:
        rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
        response = RedirectResponse("/" + request.url.path.lstrip("/") + (f"?{urlencode(rest)}" if rest else ""), 303)
        response.set_cookie(self._cookie, self.token, max_age=_DAY, httponly=True, samesite="strict", path="/")
        return response

    def _is_own_page(self, request: Request) -> bool:
        """Whether a page of this server asks, as the browser says (the Fetch standard, sections 3.1 and 3.7)."""
        origin = request.headers.get("origin", "").lower()
        site = request.headers.get("sec-fetch-site", "same-origin")
        return origin == f"http://{request.headers.get('host', '').lower()}" and site == "same-origin"

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self.token.encode())
