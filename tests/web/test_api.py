from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from asgi_client import Client
from assay.checking.result import Result
from assay.cli import main
from assay.web import api
from assay.web.app import make_app
from assay.web.guard import Guard
from checking.conftest import LETTER, MAIL, checked_case

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from assay.case import Case

__all__ = ["checked_case"]
BASE = "http://127.0.0.1:8787"
ALTERED = LETTER.replace("48,400", "84,400")


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(frozenset({"127.0.0.1:8787"}), 8787)


@pytest.fixture(scope="module")
def client(checked_case: Case, guard: Guard) -> Client:
    return Client(make_app(checked_case, guard), base_url=BASE)


def post(client: Client, guard: Guard, **kwargs: object) -> httpx.Response:
    headers = {"authorization": f"Bearer {guard.token}", **kwargs.pop("headers", {})}  # type: ignore[dict-item]
    return client.request("POST", "/api/check?ocr=false", headers=headers, **kwargs)


def test_a_text_as_the_body_is_answered_as_the_command_does(
    client: Client,
    guard: Guard,
    checked_case: Case,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = post(client, guard, content=ALTERED.encode(), headers={"content-type": "text/plain"})
    assert (found.status_code, found.headers["content-type"]) == (200, "application/json")
    assert found.json()["outcome"] == "altered"
    assert found.json()["changes"][0]["here"] == "84,400"
    (tmp_path / "text.txt").write_text(ALTERED)
    capsys.readouterr()
    assert main(["check", str(tmp_path / "text.txt"), "--case", str(checked_case.path), "--json", "--no-ocr"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {**found.json(), "seconds": 0} == {**said, "seconds": 0}


def test_files_of_a_form(client: Client, guard: Guard) -> None:
    files = [("file", ("a.eml", MAIL.encode())), ("file", ("b.txt", ALTERED.encode())), ("other", ("c.txt", b"x"))]
    found = post(client, guard, files=files).json()["results"]
    assert [(one["file"], one["outcome"]) for one in found] == [("a.eml", "identical"), ("b.txt", "altered")]


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"", "text/plain"),
        (b"--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx", "multipart/form-data; boundary=b"),
        (b"x", "multipart/form-data"),
        (b"--b\r\nContent-Disposition: form-data; name=else\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b"),
    ],
    ids=["nothing", "cut off", "no boundary", "no file"],
)
def test_what_cant_be_checked_is_said(client: Client, guard: Guard, body: bytes, media: str) -> None:
    found = post(client, guard, content=body, headers={"content-type": media})
    assert found.status_code == 400
    assert found.json()["problem"].endswith(".")


def test_more_than_is_taken_is_refused(client: Client, guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_BYTES", 100)
    assert post(client, guard, content=b"x" * 101).status_code == 413

    async def pieces() -> object:
        for _ in range(20):
            yield b"x" * 10

    assert post(client, guard, content=pieces()).status_code == 413


def test_a_crash_of_the_reader_is_an_answer(client: Client, guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.checking.offered.FUNCTION", "checking.crashing:run")
    found = post(client, guard, files=[("file", ("x.pdf", b"%PDF-1.4"))])
    assert found.status_code in {200, 500}
    assert found.json().get("outcome", "unreadable") == "unreadable"


def test_too_many_at_once_are_told_to_come_again(
    client: Client,
    guard: Guard,
    monkeypatch: pytest.MonkeyPatch,
    checked_case: Case,
) -> None:
    monkeypatch.setattr(api, "AT_ONCE", 0)
    busy = Client(make_app(checked_case, guard), base_url=BASE)
    found = post(busy, guard, content=b"a text of some words")
    assert (found.status_code, found.headers["retry-after"]) == (503, "5")


def test_only_who_has_the_token_and_no_page_of_another_origin_may_ask(client: Client, guard: Guard) -> None:
    def ask(**headers: str) -> int:
        return client.request("POST", "/api/check", content=b"x", headers=headers).status_code

    assert ask(authorization="Bearer wrong") == 403
    assert ask() == 403
    client.get(f"/?token={guard.token}")
    assert ask() == 403
    assert ask(origin="http://evil.example") == 403
    assert ask(origin=BASE, **{"sec-fetch-site": "cross-site"}) == 403
    assert ask(origin=BASE) == 200
    assert client.request("POST", "/items", headers={"origin": BASE}).status_code == 405


def test_the_description_names_the_answer(client: Client, guard: Guard) -> None:
    found = client.get("/api/openapi.json", headers={"authorization": f"Bearer {guard.token}"}).json()
    assert list(found["paths"]) == ["/api/check"]
    assert set(found["components"]["schemas"]["Result"]["properties"]) == set(Result.__struct_fields__)
    text = json.dumps(found)
    for reference in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert reference in found["components"]["schemas"]
