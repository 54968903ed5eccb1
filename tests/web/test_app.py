from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from asgi_client import Client
from assay.case import Case
from assay.web.app import make_app
from assay.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import small_case


@pytest.fixture(scope="module")
def client(made: small_case.Made) -> Iterator[Client]:
    guard = Guard(frozenset({"testserver"}), 1)
    with Case.open(made.path) as case:
        client = Client(make_app(case, guard))
        client.get(f"/?token={guard.token}")
        yield client


class Links(HTMLParser):
    """What a page links to or loads, and the elements it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action", "srcset"}]
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)


PAGES = [
    "/",
    "/items",
    "/keys",
    "/failed",
    "/items?verdict=suspect",
    "/items?q=argent",
    "/items?q=fo:x",
    "/items?q=zzz",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_link_nowhere_else(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in Links(answer.text).links)


def test_every_item_can_be_read_in_every_way(client: Client, made: small_case.Made) -> None:
    for item in made.items.values():
        for tab in ("", "text", "coverage", "raw", "nonsense"):
            answer = client.get(f"/items/{item}?tab={tab}")
            assert answer.status_code == 200
            page = Links(answer.text)
            assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in page.links)
            assert not page.tags & {"img", "iframe", "object", "embed", "style", "base", "image", "font"}
            assert not {"\x1b", "\u202e"} & set(answer.text)


def test_the_overview_counts(client: Client) -> None:
    text = client.get("/").text
    assert "8 items" in text
    assert "1 in part" in text
    assert "What this does not say" in text
    assert "needs a password" in text


def test_the_twin_is_seen_at_once(client: Client, made: small_case.Made) -> None:
    text = client.get(f"/items/{made.items['twin']}").text
    callout = text[text.index('class="twins"') :]
    assert callout.index("covered by nobody") < callout.index("Secret payment") < callout.index("Plan for the meeting")
    assert 'class="twins"' not in client.get(f"/items/{made.items['genuine']}").text


def test_the_list_filters_and_pages(client: Client, made: small_case.Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.web.app.PAGE", 3)
    seen: list[str] = []
    address = "/items"
    for _ in range(3):
        links = Links(client.get(address).text).links
        seen += [link.split("/")[2].split("?")[0] for link in links if link.startswith("/items/")]
        following = [link for link in links if "after=" in link and not link.startswith("/items/") and "_" in link]
        address = following[-1] if following else ""
        if len(seen) >= 8:
            break
    assert sorted(seen) == sorted(made.items.values())
    only = Links(client.get("/items?verdict=contradicted").text).links
    assert [link for link in only if link.startswith("/items/")] == [
        f"/items/{made.items['altered']}?verdict=contradicted"
    ]


def test_a_search_keeps_its_state_in_every_link(client: Client, made: small_case.Made) -> None:
    links = Links(client.get("/items?q=bahamas&verdict=contradicted&sort=newest").text).links
    assert f"/items/{made.items['altered']}?verdict=contradicted&q=bahamas&sort=newest" in links


@pytest.mark.parametrize(
    "query", ["after=x", "after=_", "after=nan_a", "after=9e999_b", "sort=bad", "verdict=bad", "q=%00%ff"]
)
def test_a_bent_address_is_no_error(client: Client, query: str) -> None:
    assert client.get(f"/items?{query}").status_code == 200


def test_what_is_not_there_is_said(client: Client) -> None:
    for path in ("/items/ffffffff", "/items/%00", "/items/%22%3E%3Cscript%3E", "/items/ffffffff/raw"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "<script>" not in answer.text


def test_the_download_is_exact_and_inert(client: Client, made: small_case.Made) -> None:
    item = made.items["hostile"]
    answer = client.get(f"/items/{item}/raw")
    assert hashlib.sha256(answer.content).hexdigest() == item
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{item}.eml"'
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_a_changed_original_is_noticed(client: Client, made: small_case.Made) -> None:
    path = made.dump / "plain.eml"
    before = path.read_bytes()
    try:
        path.write_bytes(before.replace(b"Nothing", b"Nothin9"))
        item = made.items["plain"]
        assert "The original can" in client.get(f"/items/{item}").text
        assert client.get(f"/items/{item}/raw").status_code == 409
    finally:
        path.write_bytes(before)


@pytest.mark.shared
@pytest.mark.slow
def test_naughty_strings_in_the_search_box(client: Client, shared: Path) -> None:
    lines = (shared / "hostile" / "blns" / "blns.txt").read_text("utf-8", "replace").split("\n")
    for line in lines:
        assert client.get("/items", params={"q": line}).status_code == 200
