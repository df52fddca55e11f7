"""A person in front of a browser: opens pages, reads, clicks, writes.

What to look for is said in English message ids and looked for in the language of the page. Each page that the
visitor comes to is checked by axe.
"""

import datetime
import re
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, pgettext

from patientkontrakt.people.middleware import SESSION_KEY
from tests.browser import SCROLLS_SIDEWAYS, check_accessibility

MOST_TABS = 200
# How the browser's own fields for days and times are typed: FLAGS in tests/browser.py name its language.
TYPED = {
    "date": lambda text: datetime.date.fromisoformat(text).strftime("%m%d%Y"),
    "time": lambda text: datetime.time.fromisoformat(text).strftime("%I%M%p"),
}
SHOWS_FOCUS = "e => getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e).boxShadow !== 'none'"


@dataclass(frozen=True)
class Way:
    """How a person uses the site."""

    width: int = 1280
    locale: str = "sv-SE"
    javascript: bool = True
    by_keyboard: bool = False

    def __str__(self):
        language = self.locale[:2]
        how = "keyboard" if self.by_keyboard else "mouse" if self.javascript else "no JavaScript"
        return f"{self.width} px {language} {how}"

    @property
    def options(self):
        return {"width": self.width, "locale": self.locale, "java_script_enabled": self.javascript}


DESK, PHONE = Way(), Way(width=360)
IN_ENGLISH, WITHOUT_JAVASCRIPT, BY_KEYBOARD = (
    Way(locale="en-GB"), Way(width=360, javascript=False), Way(by_keyboard=True)
)  # fmt: skip
BOTH_WIDTHS = [DESK, PHONE]
EVERY_WAY = [DESK, PHONE, IN_ENGLISH, WITHOUT_JAVASCRIPT, BY_KEYBOARD]


class Visitor:
    def __init__(self, page, live_server, way, actor=None):
        self.page, self.way = page, way
        self.language = way.locale[:2]
        if actor:
            self.sign_in(actor, live_server)

    def sign_in(self, actor, live_server):
        client = Client()
        client.force_login(actor.user)
        session = client.session
        session[SESSION_KEY] = actor.key
        session.save()
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    def word(self, msgid, context=None, **values):
        """The words of the page for a message id, in the visitor's language."""
        with translation.override(self.language):
            text = pgettext(context, msgid) if context else gettext(msgid)
        return text % values if values else text

    # Going somewhere

    def opens(self, name, *args, status=200, **kwargs):
        with translation.override(self.language):
            response = self.page.goto(reverse(name, args=args, kwargs=kwargs))
        assert response.status == status, f"{name}: {response.status}"
        self.arrives()
        return self

    def arrives(self):
        """axe waits by timers, which are missing without JavaScript: there only the width is checked."""
        if self.way.javascript:
            check_accessibility(self.page)
        else:
            assert not self.page.evaluate(SCROLLS_SIDEWAYS), f"{self.page.url} scrolls sideways"

    def is_at(self, name, *args, **kwargs):
        address = reverse(name, args=args, kwargs=kwargs)
        assert re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url) == address

    # Reading

    def sees(self, msgid, **values):
        """Somewhere in the main part of the page, visibly."""
        self.main.get_by_text(self.word(msgid, **values)).first.wait_for()
        return self

    def reads(self, text):
        """Words that a person has written, the same in every language."""
        self.main.get_by_text(text).first.wait_for()
        return self

    def does_not_read(self, text):
        assert text not in self.page.locator("body").inner_text()
        return self

    def does_not_see(self, msgid, **values):
        return self.does_not_read(self.word(msgid, **values))

    def part(self, msgid, **values):
        """The section under this heading."""
        heading = self.main.get_by_role("heading", name=self.word(msgid, **values), exact=True).first
        return heading.locator("xpath=ancestor::*[self::section or self::article or self::main][1]")

    def row(self, words):
        """The row of a list in which these words stand."""
        return self.main.locator("ul.rows > li").filter(has_text=words).first

    @property
    def main(self):
        return self.page.locator("#main")

    # Doing

    def follows(self, msgid, within=None, **values):
        self.presses((within or self.page).get_by_role("link", name=self.word(msgid, **values)).first)

    def clicks(self, msgid, within=None, **values):
        self.presses((within or self.main).get_by_role("button", name=self.word(msgid, **values)).first)

    def saves(self, msgid, file_name, within=None):
        """Follow a link to a file and keep it: its text."""
        link = (within or self.main).get_by_role("link", name=self.word(msgid)).first
        with self.page.expect_download() as download:
            self.activates(link)
        assert download.value.suggested_filename == file_name
        return download.value.path().read_text(encoding="utf-8")

    def presses(self, element):
        """Use a link or button, and look at the page that it leads to."""
        with self.page.expect_navigation():
            self.activates(element)
        self.arrives()

    def activates(self, element):
        if self.way.by_keyboard:
            self.tabs_to(element)
            self.page.keyboard.press("Enter")
        else:
            element.click()

    def unfolds(self, msgid, within=None):
        self.activates((within or self.main).locator("summary", has_text=self.word(msgid)).first)

    def writes(self, label, text, within=None, **values):
        field = (within or self.main).get_by_label(self.word(label, **values)).first
        if self.way.by_keyboard:
            self.tabs_to(field)
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(TYPED.get(field.get_attribute("type"), str)(text))
        else:
            field.fill(text)
        assert field.input_value() == text

    def chooses(self, label, within=None, exact=True):
        """A radio button or checkbox by its label."""
        label = self.word(label) if isinstance(label, str) else label
        choice = (within or self.main).get_by_label(label, exact=exact).first
        if self.way.by_keyboard:
            self.reaches_choice(choice)
        else:
            choice.check()
        assert choice.is_checked()

    def selects(self, label, option, within=None):
        field = (within or self.main).get_by_label(self.word(label)).first
        if self.way.by_keyboard:
            self.tabs_to(field)
            self.page.keyboard.type(option)
        else:
            field.select_option(label=option)
        assert field.locator("option:checked").inner_text() == option

    # With the keyboard alone

    def tabs_to(self, element):
        element.wait_for()
        for _step in range(MOST_TABS):
            if element.evaluate("e => e === document.activeElement"):
                assert element.evaluate(SHOWS_FOCUS), f"{element} does not show that it has the focus"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{element} is not reached with the Tab key")

    def reaches_choice(self, choice):
        """Tab leads to a group of radio buttons, arrows through it, Space chooses."""
        group = choice.get_attribute("name")
        for _step in range(MOST_TABS):
            if choice.evaluate("e => e === document.activeElement"):
                break
            in_group = self.page.evaluate("document.activeElement.name") == group
            radio = choice.get_attribute("type") == "radio"
            self.page.keyboard.press("ArrowDown" if in_group and radio else "Tab")
        if not choice.is_checked():
            self.page.keyboard.press("Space")
