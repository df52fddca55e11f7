"""The tools of the journeys: do they see what they should, and say why when they cannot?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import check_accessibility, listen, share_session

FAULTY = """<!doctype html><html lang="sv"><head><title>Prov</title></head><body><main><h1>Prov</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></body></html>"""
TOO_WIDE = FAULTY.replace("<img", "<p style='width: 3000px'>Bred</p><img alt=''")


def test_the_browser_starts(browser):
    assert browser.is_connected()


def test_axe_works_on_our_own_pages_under_their_strict_policy(page):
    response = page.goto("/")

    assert "script-src 'self'" in response.headers["content-security-policy"]
    check_accessibility(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_axe_works_in_a_narrow_window_with_and_without_scripts(new_page, scripts):
    page = new_page(width=360, scripts=scripts)

    with page.expect_event(
        "requestfinished" if scripts else "requestfailed", lambda request: ".js" in request.url
    ):
        page.goto("/")

    check_accessibility(page)


def test_a_fault_is_found_and_described(browser):
    page = browser.new_context().new_page()
    page.set_content(FAULTY)

    with pytest.raises(AssertionError, match=r"image-alt: .* \(critical\)\n +img: <img src="):
        check_accessibility(page)


def test_a_page_that_scrolls_sideways_is_a_fault(browser):
    page = browser.new_context().new_page()
    page.set_content(TOO_WIDE)

    with pytest.raises(AssertionError, match="the page scrolls sideways"):
        check_accessibility(page)


def test_a_broken_script_is_a_complaint(browser):
    page = browser.new_context().new_page()
    complaints = listen(page)

    page.set_content("<script>nonsense()</script><script>console.error('loudly')</script>")

    assert [text.partition(": ")[2] for text in complaints] == ["nonsense is not defined", "loudly"]


def test_visitors_do_not_share_cookies_unless_told(new_page, client, live_server, django_user_model):
    client.force_login(django_user_model.objects.create(username="kim"))
    known, unknown = new_page(), new_page()

    share_session(client, known, live_server)

    names = [[cookie["name"] for cookie in page.context.cookies()] for page in (known, unknown)]
    assert names == [["sessionid"], []]


@pytest.mark.parametrize(("required", "outcome"), [("0", "1 skipped"), ("1", "1 error")])
def test_without_a_browser_the_run_says_why(required, outcome, tmp_path):
    env = os.environ | {"PATH": str(tmp_path), "CHROMIUM": "", "REQUIRE_BROWSER": required}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        f"{__file__}::test_the_browser_starts",
    ]

    run = subprocess.run(command, cwd=Path(__file__).parents[1], env=env, capture_output=True, text=True)

    assert outcome in run.stdout
    assert "no browser found" in run.stdout
    assert "apt install chromium-headless-shell" in run.stdout
