"""Starts the workbench on an address of this machine."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING

import msgspec
import uvicorn

from assay.case import Case
from assay.model.errors import UsageError
from assay.web.app import make_app
from assay.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


_REASONS = {
    errno.EADDRINUSE: "something else listens there already",
    errno.EACCES: "only an administrator may listen there",
    errno.EADDRNOTAVAIL: "this machine has no such address",
}


class Address(msgspec.Struct, frozen=True):
    """Where the workbench is.

    Attributes:
        url: to open, token included.
        loopback: whether only this machine can reach it.
    """

    url: str
    loopback: bool


def serve(case: Path, host: str, port: int, ready: Callable[[Address], None]) -> None:
    """Serve a case until interrupted.

    Args:
        case: its folder.
        host: the address to listen on.
        port: the port; 0 for any that is free.
        ready: told the address as soon as browsers are answered.

    Raises:
        UsageError: there is no case, or the address is taken.
        CaseDamaged: evidence is gone.
    """
    with Case.open_whole(case) as opened, _listen(host, port) as listener:
        port = listener.getsockname()[1]
        guard = Guard(hosts(host, port), port)
        config = uvicorn.Config(make_app(opened, guard), log_level="warning", access_log=False, server_header=False)
        server = _Server(config, lambda: ready(Address(url(host, port, guard.token), is_loopback(host))))
        server.run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _listen(host: str, port: int) -> socket.socket:
    if not host.strip():
        raise UsageError("--host is empty: give an address to listen on, as 127.0.0.1.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, UnicodeError) as error:
        listener.close()
        raise UsageError(f"Can't listen on {host} port {port}: {_reason(error)}. Try --port 0.") from error
    return listener


def _reason(error: OSError | UnicodeError) -> str:
    if isinstance(error, UnicodeError | socket.gaierror):
        return "that's no name of a machine"
    return _REASONS.get(error.errno or 0, (error.strerror or "the system refuses").lower())


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def hosts(host: str, port: int) -> frozenset[str]:
    """The values of the Host header that name this server, in lower case as browsers send them."""
    bracketed = (f"[{host}]" if ":" in host else host).lower()
    names = {bracketed}
    if is_loopback(host) or host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        names |= {"127.0.0.1", "localhost", "[::1]"}
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        names |= {socket.gethostname().lower()}
    return frozenset(f"{name}:{port}" for name in names)


def url(host: str, port: int, token: str) -> str:
    """The address to open."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/?token={token}"
