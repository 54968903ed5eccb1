from __future__ import annotations

import http.client
import socket
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from assay.model.errors import UsageError
from assay.web import server
from assay.web.server import Address, hosts, is_loopback, serve, url

if TYPE_CHECKING:
    from pathlib import Path

    import small_case

ALL = "0.0.0.0"  # noqa: S104 - nothing listens


def never(address: Address) -> None:
    pytest.fail(f"it listens at {address.url}")


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("LOCALHOST", True),
        (ALL, False), ("::", False), ("192.0.2.1", False), ("localhost.example", False), ("", False),
    ],
)  # fmt: skip
def test_what_only_this_machine_reaches(host: str, only_here: bool) -> None:
    assert is_loopback(host) is only_here


def test_a_page_elsewhere_that_points_its_name_here_is_no_host() -> None:
    assert hosts("127.0.0.1", 80) == {"127.0.0.1:80", "localhost:80", "[::1]:80"}
    assert hosts("192.0.2.1", 80) == {"192.0.2.1:80"}
    assert hosts("Desk.Example", 80) == {"desk.example:80"}
    assert "[2001:db8::1]:80" in hosts("2001:db8::1", 80)
    everywhere = hosts(ALL, 80)
    assert {"127.0.0.1:80", f"{ALL}:80", f"{socket.gethostname().lower()}:80"} <= everywhere
    assert "evil.example:80" not in everywhere


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), (ALL, "127.0.0.1"), ("::", "[::1]"), ("2001:db8::1", "[2001:db8::1]")],
)
def test_the_address_can_be_opened(host: str, shown: str) -> None:
    assert url(host, 80, "t") == f"http://{shown}:80/?token=t"
    assert urlsplit(url(host, 80, "t")).netloc in hosts(host, 80)


def test_a_port_that_is_taken_is_said_in_plain_words(made: small_case.Made) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError) as caught:
            serve(made.path, "127.0.0.1", port, never)
    assert str(caught.value) == (
        f"Can't listen on 127.0.0.1 port {port}: something else listens there already. Try --port 0."
    )


@pytest.mark.parametrize(
    ("host", "says"), [("192.0.2.1", "this machine has no such address"), ("a" * 300, "no name"), (" ", "is empty")]
)
def test_an_address_that_isnt_ours_is_refused(made: small_case.Made, host: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        serve(made.path, host, 0, never)
    assert "Errno" not in str(caught.value)


def test_without_a_case_nothing_listens(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        serve(tmp_path / "none", "127.0.0.1", 0, never)


def test_it_answers_as_soon_as_it_says_so_and_only_with_the_token(
    made: small_case.Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers: list[server._Server] = []
    told: list[Address] = []
    answers: list[tuple[int, str | None]] = []

    def ask(address: Address) -> None:
        told.append(address)
        parts = urlsplit(address.url)

        def asked() -> None:
            for path in ("/", f"/?{parts.query}"):
                connection = http.client.HTTPConnection("127.0.0.1", parts.port or 0, timeout=10)
                connection.request("GET", path)
                answer = connection.getresponse()
                answers.append((answer.status, answer.getheader("server")))
                connection.close()
            servers[0].should_exit = True

        threading.Thread(target=asked, daemon=True).start()

    start = server._Server.__init__

    def noted(self: server._Server, *arguments: object) -> None:
        start(self, *arguments)
        servers.append(self)

    monkeypatch.setattr(server._Server, "__init__", noted)
    serve(made.path, "127.0.0.1", 0, ask)
    assert answers == [(403, None), (303, None)]
    assert told[0].loopback
    assert len(told) == 1
