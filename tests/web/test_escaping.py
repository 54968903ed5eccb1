"""Every page, with hostile text in every field that a dump can choose: markup of our own and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from asgi_client import Client
from assay.case import Case
from assay.web.app import make_app
from assay.web.guard import Guard
from command_line import ACTIVE
from web import hostile_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    import small_case

BEACON = "http://192.0.2.66"
NAMES = sorted(hostile_case.texts(BEACON))
OURS = frozenset(
    re.findall(
        r"\w+",
        """a article aside b body br circle code dd details dialog div dl dt form h1 h2 h3 head header html input kbd li
        link main mark meta nav ol p path pre rect script section span strong summary svg table tbody td th thead time
        title tr ul""",
    )
)
"""The elements that templates of ours have."""
LONGEST_PAGE = 1_500_000
"""Bytes; a page of ours about one item shows at most 200,000 characters of it, each written out as six at most."""
SEARCHED = re.compile(r'<input id="q"[^<>]*>')
"""The search box holds what the reader typed, as typed."""


class Markup(HTMLParser):
    """The elements of a page, its scripts and all addresses in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.scripts: list[str | None] = []
        self.bad: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given.get("src"))
        if tag == "meta" and "http-equiv" in given:
            self.bad.append(str(attrs))
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action", "srcset"}]
        self.bad += [name for name, _ in attrs if name.startswith("on") or name in {"style", "srcdoc", "formaction"}]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> small_case.Made:
    return hostile_case.build(tmp_path_factory.mktemp("escaping"), BEACON)


@pytest.fixture(scope="module")
def client(hostile: small_case.Made) -> Iterator[Client]:
    guard = Guard(frozenset({"testserver"}), 1)
    with Case.open(hostile.path) as case:
        client = Client(make_app(case, guard))
        client.get(f"/?token={guard.token}")
        yield client


def inert(client: Client, path: str, status: int = 200) -> Markup:
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:500]
    page = Markup(answer.text)
    assert page.tags <= OURS, page.tags - OURS
    assert page.scripts == ["/static/app.js"]
    assert page.bad == []
    assert all(one.startswith(("/", "#")) and not one.startswith("//") for one in page.addresses), page.addresses
    assert not (ACTIVE | {"\u2066", "\u200b", "\ufeff"}) & set(SEARCHED.sub("", answer.text))
    assert len(answer.content) < LONGEST_PAGE
    return page


@pytest.mark.parametrize("path", ["/", "/items", "/items?q=findme", "/items?verdict=suspect", "/keys", "/failed"])
def test_pages_about_all(client: Client, path: str) -> None:
    inert(client, path)


@pytest.mark.parametrize("tab", ["text", "coverage", "raw"])
@pytest.mark.parametrize("kind", ["", "-document"])
@pytest.mark.parametrize("name", NAMES)
def test_pages_about_one(client: Client, hostile: small_case.Made, name: str, kind: str, tab: str) -> None:
    page = inert(client, f"/items/{hostile.items[name + kind]}?tab={tab}&q=findme")
    text = hostile_case.texts(BEACON)[name]
    if "long" not in name and name != "bidi":
        assert text.strip() in page.words


@pytest.mark.parametrize("name", [name for name in NAMES if "long" not in name])
def test_pages_about_what_isnt_there(client: Client, name: str) -> None:
    text = quote(hostile_case.texts(BEACON)[name].replace("\x00", ""), safe="")
    inert(client, f"/items?q={text}&sort={text}&verdict={text}&after={text}")
    inert(client, f"/items?q=({text}")
    inert(client, f"/items/{text.replace('%2F', '')}", 404)


def test_the_escaped_text_is_evaluated_nowhere(client: Client, hostile: small_case.Made) -> None:
    page = inert(client, f"/items/{hostile.items['template']}")
    assert "{{ 7*7 }}" in page.words
    assert "root:" not in page.words


def test_a_long_subject_is_cut_and_the_rest_counted(client: Client, hostile: small_case.Made) -> None:
    page = inert(client, f"/items/{hostile.items['long']}")
    assert "A" * 300 + " … (99,700 characters more; the download has all)" in page.words
