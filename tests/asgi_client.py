"""Asks an ASGI application as a browser would, without a socket; cookies are kept."""

from __future__ import annotations

from typing import Any

import anyio
import httpx


class Client:
    """A browser of one application."""

    def __init__(self, app: Any, base_url: str = "http://testserver", *, follow_redirects: bool = True) -> None:
        self._app = app
        self._options: dict[str, Any] = {"base_url": base_url, "follow_redirects": follow_redirects}
        self._cookies = httpx.Cookies()

    def get(self, path: str, **kwargs: Any) -> httpx.Response:
        return self.request("GET", path, **kwargs)

    def request(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, cookies=self._cookies, **self._options) as client:
                answer = await client.request(method, path, **kwargs)
                self._cookies.update(client.cookies)
                return answer

        return anyio.run(ask)
