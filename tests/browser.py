"""A real Chromium for the journeys, and the accessibility check that each of them runs.

`page` is one visitor in a window of 1280 px; `new_page(width=360, locale="en-GB", scripts=False)` gives
further visitors, each with cookies of their own. A test that takes one of them is marked `browser`.
Loaded as a plugin (`-p tests.browser` in pyproject.toml).
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

# The first is the second without a window: the same pages and rules, in half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MISSING = (
    f"no browser found: none of {', '.join(BROWSERS)} is on the PATH and CHROMIUM names none. "
    "On Debian: apt install chromium-headless-shell, or chromium"
)
FLAGS = [
    "--no-sandbox",
    "--lang=en-US",  # how its own fields for days are typed
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CLEAN = set()
# Keys, numbers, times and what is filled in: pages that differ by these alone are one page to axe.
VARIES = re.compile(r'\bvalue="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[\w-]{22}(?=/)|\d+')
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SECONDS_TO_WAIT = 30
BROUGHT_ABOUT = ("Failed to load resource", "htmx:", "Response Status Error Code")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def chromium():
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run; without one the tests are skipped, or fail where REQUIRE_BROWSER=1."""
    if not chromium():
        pytest.fail(MISSING) if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright  # slow to load, and only needed here

    # Playwright runs an event loop in this thread; Django would refuse the tests' own queries beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser, live_server):
    """Opens visitors. What the browser complains about (the strict CSP, a broken script) fails the test."""
    contexts, complaints = [], []

    def _new_page(*, width=1280, height=900, locale="sv-SE", scripts=True, **options):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale=locale, **options
        )
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        contexts.append(context)
        if not scripts:  # they do not arrive; Chromium's own switch would stop axe too
            context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        complaints.append(listen(page))
        return page

    yield _new_page
    for context in contexts:
        context.close()
    assert not any(complaints), f"The browser complained: {complaints}"


@pytest.fixture
def page(new_page):
    return new_page()


def listen(page):
    """The list that will hold the page's complaints.

    An error page counts not, nor what htmx says of a cut connection: tests bring about both on purpose.
    """
    complaints = []

    def note(message):
        if message.type == "error" and not message.text.startswith(BROUGHT_ABOUT):
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error.message}"))
    return complaints


def share_session(client, page, live_server):
    """Let the visitor be whoever Django's test client is signed in as."""
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def check_accessibility(page):
    """Fail for whatever axe finds by WCAG 2.2 A and AA and its best practice, and for sideways scrolling.

    What this run has found clean, in the same window and colours, is not looked at again.
    """
    where = f"{page.url} ({page.viewport_size['width']} px)"
    assert not page.evaluate(SCROLLS_SIDEWAYS), f"{where}: the page scrolls sideways (WCAG 1.4.10)"
    look = (VARIES.sub("", page.content()), page.viewport_size["width"], page.evaluate(IS_DARK))
    if look in CLEAN:
        return
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        AXE_TAGS,
    )
    faults = [describe(violation) for violation in found["violations"]]
    assert not faults, f"{where}:\n" + "\n".join(faults)
    CLEAN.add(look)


def describe(violation):
    nodes = [f"    {' '.join(map(str, node['target']))}: {node['html'][:200]}" for node in violation["nodes"]]
    return "\n".join([f"{violation['id']}: {violation['help']} ({violation['impact']})", *nodes])
