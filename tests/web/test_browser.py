"""In a real Chromium: keys work, nothing overflows, and a hostile mail makes it ask nobody for anything."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import small_case
from web import hostile_case

if TYPE_CHECKING:
    from collections.abc import Iterator

from assay.web.server import Address, serve

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


LIVE = """() => {
  const found = window.hacked === undefined ? [] : ["hacked"];
  for (const one of document.querySelectorAll("*")) {
    if (/^(IMG|IFRAME|OBJECT|EMBED|STYLE|BASE|IMAGE|VIDEO|AUDIO|FOREIGNOBJECT)$/i.test(one.tagName)) {
      found.push(one.tagName);
    }
    if (one.tagName === "SCRIPT" && one.src !== `${location.origin}/static/app.js`) found.push("SCRIPT");
    for (const {name} of one.attributes) if (/^on|^style$/.test(name)) found.push(`${one.tagName} ${name}`);
    if (one.tagName === "A" && one.origin !== location.origin) found.push(`${one.tagName} ${one.protocol}`);
  }
  return found;
}"""
"""What of a page would run, load or lead elsewhere."""


WIDE = 1280


class Counter(http.server.BaseHTTPRequestHandler):
    """Counts who asks for what."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def beacon() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Counting", (Counter,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


@pytest.fixture(scope="module")
def hostile(beacon: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> small_case.Made:
    return small_case.build(tmp_path_factory.mktemp("hostile"), beacon[0])


def start(case: Path) -> str:
    """Serves a case until the tests end; the address with its token."""
    ready: list[Address] = []
    told = threading.Event()

    def tell(where: Address) -> None:
        ready.append(where)
        told.set()

    threading.Thread(target=serve, args=(case, "127.0.0.1", 0, tell), daemon=True).start()
    assert told.wait(20)
    return ready[0].url


@pytest.fixture(scope="module")
def address(hostile: small_case.Made) -> str:
    return start(hostile.path)


@pytest.fixture(scope="module")
def worst(beacon: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> small_case.Made:
    return hostile_case.build(tmp_path_factory.mktemp("worst"), beacon[0])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: make system")
        pytest.skip("Chromium is missing: make system")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_a_hostile_mail_makes_the_browser_ask_nobody(
    page: Page, address: str, hostile: small_case.Made, beacon: tuple[str, list[str]]
) -> None:
    base, asked = address.split("/?", maxsplit=1)[0], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    item = hostile.items["hostile"]
    for path in (
        "/items",
        f"/items/{item}",
        f"/items/{item}?tab=coverage",
        f"/items/{item}?tab=raw",
        "/items?q=regardez",
    ):
        page.goto(base + path, wait_until="networkidle")
    assert asked
    assert all(url.startswith(f"{base}/") for url in asked)
    assert beacon[1] == []


@pytest.mark.parametrize("width", [WIDE, 390])
def test_hostile_text_in_every_field_stays_text(
    browser: Browser, worst: small_case.Made, beacon: tuple[str, list[str]], width: int
) -> None:
    address = start(worst.path)
    base, strange = address.split("/?", maxsplit=1)[0], []
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.on("request", lambda request: request.url.startswith(f"{base}/") or strange.append(request.url))
    page.on("dialog", lambda dialog: strange.append(dialog.message))
    page.on("console", lambda message: strange.append(message.text))
    page.on("pageerror", lambda error: strange.append(str(error)))
    page.goto(address)
    read = [item for name, item in worst.items.items() if width == WIDE or name in {"long", "script"}]
    items = [f"/items/{item}?tab=text" for item in read] + [
        f"/items/{worst.items[name]}?tab={tab}"
        for name in ("script", "attribute", "bidi")
        for tab in ("coverage", "raw")
    ]
    for path in ("/", "/items", "/items?q=findme", "/keys", "/failed", *items):
        page.goto(base + path, wait_until="load")
        assert page.evaluate(LIVE) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert strange == []
    assert beacon[1] == []


def test_the_look_for_what_is_live_sees_it(page: Page) -> None:
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a href=\"javascript:1\" onclick=\"1\">x</a><img>')")
    assert sorted(page.evaluate(LIVE)) == ["A javascript:", "A onclick", "IMG"]


def test_the_counting_server_counts(page: Page, beacon: tuple[str, list[str]]) -> None:
    page.goto(f"{beacon[0]}/control")
    assert "/control" in beacon[1]
    beacon[1].clear()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_and_nothing_is_blocked(
    browser: Browser, address: str, hostile: small_case.Made, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    base, item = address.split("/?", maxsplit=1)[0], hostile.items["twin"]
    for path in (
        "/",
        "/items",
        f"/items/{item}",
        f"/items/{item}?tab=coverage",
        "/keys",
        "/failed",
        "/items?q=bahamas",
    ):
        page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert complaints == []


def test_keys(page: Page, address: str) -> None:
    base = address.split("/?", maxsplit=1)[0]
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url(f"{base}/items")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.href")
    assert second == page.locator("#lines > li > a").nth(1).evaluate("link => link.href")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(second)
    page.keyboard.press("k")
    page.wait_for_url(lambda url: url not in {second, f"{base}/items"})
    page.keyboard.press("/")
    page.keyboard.type("bahamas")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/items?q=bahamas")
    assert page.locator("#lines > li").count() == 2
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
