"""A DNS server and an archive of keys on this machine."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


class Server:
    """Answers TXT questions over UDP from a map of owner names; what isn't in it doesn't exist."""

    def __init__(self) -> None:
        self.records: dict[str, list[str]] = {}
        self.failing: set[str] = set()
        self.asked: list[str] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def resolver(self) -> dns.resolver.Resolver:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = self.socket.getsockname()[1]
        resolver.lifetime = resolver.timeout = 0.5
        return resolver

    def close(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", self.socket.getsockname())
        self.thread.join(5)
        self.socket.close()

    def _serve(self) -> None:
        while True:
            data, there = self.socket.recvfrom(65_535)
            if not data:
                return
            question = dns.message.from_wire(data)
            name = question.question[0].name.to_text().removesuffix(".").lower()
            self.asked.append(name)
            if name.startswith("silent."):
                continue
            answer = dns.message.make_response(question)
            answer.flags |= dns.flags.RA
            if name in self.failing:
                answer.set_rcode(dns.rcode.SERVFAIL)
            elif name not in self.records:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            elif self.records[name]:
                answer.answer = [dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *self.records[name])]
            self.socket.sendto(answer.to_wire(), there)


class ArchiveServer(ThreadingHTTPServer):
    """Answers `/keys/DOMAIN` with what `answers` holds: status and body."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/keys/{{domain}}"


class _Handler(BaseHTTPRequestHandler):
    server: ArchiveServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, body = self.server.answers.get(self.path.removeprefix("/keys/"), (404, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Keeps quiet."""


@pytest.fixture
def nameserver() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def archive_server() -> Iterator[ArchiveServer]:
    with ArchiveServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(5)
