from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_client import Client
from assay.case import Case
from assay.web.app import make_app
from assay.web.guard import Guard
from assay.web.server import hosts, is_loopback, url

if TYPE_CHECKING:
    from collections.abc import Iterator

    import small_case

BASE = "http://127.0.0.1:8787"


@pytest.fixture
def guard() -> Guard:
    return Guard(hosts("127.0.0.1", 8787), 8787)


@pytest.fixture
def client(made: small_case.Made, guard: Guard) -> Iterator[Client]:
    with Case.open(made.path) as case:
        yield Client(make_app(case, guard), base_url=BASE, follow_redirects=False)


def test_without_the_token_nothing_is_shown(client: Client) -> None:
    for path in ("/", "/items", "/static/app.css", "/nowhere", "/?token=wrong"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "small" not in answer.text


def test_the_token_becomes_a_cookie_and_leaves_the_address(client: Client, guard: Guard) -> None:
    answer = client.get(f"/items?verdict=suspect&token={guard.token}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/items?verdict=suspect"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/items?verdict=suspect").status_code == 200


def test_no_redirect_leaves_the_server(client: Client, guard: Guard) -> None:
    answer = client.get(f"//evil.example/?token={guard.token}")
    assert answer.headers.get("location", "/").startswith("/")
    assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost:8787.evil.example", ""])
def test_another_name_for_this_machine_is_refused(client: Client, guard: Guard, host: str) -> None:
    answer = client.get(f"/?token={guard.token}", headers={"host": host})
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(client: Client, guard: Guard, method: str) -> None:
    client.get(f"/?token={guard.token}")
    assert client.request(method, "/items").status_code == 405


@pytest.mark.parametrize("path", ["/", "/items", "/static/app.js", "/nowhere", "/items/0000/raw"])
def test_every_answer_has_the_headers(client: Client, guard: Guard, path: str) -> None:
    client.get(f"/?token={guard.token}")
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith(("default-src 'none'", "sandbox"))
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_failing_page_has_the_headers_too(
    client: Client, guard: Guard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(f"/?token={guard.token}")
    monkeypatch.setattr("assay.web.app.render", lambda *_: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert "content-security-policy" in answer.headers
    assert "failed" in caplog.text


def test_addresses() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("192.0.2.1")
    assert not is_loopback("0.0.0.0")  # noqa: S104
    assert url("::1", 80, "x") == "http://[::1]:80/?token=x"
    assert "192.0.2.1:5" in hosts("192.0.2.1", 5)
    assert "127.0.0.1:5" not in hosts("192.0.2.1", 5)
