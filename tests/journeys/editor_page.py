"""The editor as a person uses it; each click, and each key that is no text, is counted."""

import re

from django.urls import reverse

from tests.browser import check_accessibility

SAVED = re.compile(r"Sparat kl\.")


class EditorPage:
    def __init__(self, visitor, draft):
        self.visitor, self.page, self.draft = visitor, visitor.page, draft
        self.actions = 0
        self.open()

    def open(self):
        self.page.goto(reverse("agreements:editor", args=[self.draft.patient_id, self.draft.pk]))
        self.page.locator("#editor.is-live").wait_for()

    # Doing: each is one action

    def clicks(self, element):
        self.actions += 1
        element.click()

    def presses(self, key):
        self.actions += 1
        self.page.keyboard.press(key)

    def types(self, text):
        self.page.keyboard.type(text)

    def begins_row(self, noun):
        """Into the empty row that is last in its part."""
        self.clicks(self.part(noun).locator("li[data-new] .edit-what"))

    def writes_row(self, *texts):
        """Field by field; Enter leads to the next empty row."""
        self.types(texts[0])
        for text in texts[1:]:
            self.presses("Tab")
            self.types(text)
        self.presses("Enter")

    # Looking

    def part(self, noun):
        return self.page.locator(f"#{noun}")

    def row(self, noun, number=0):
        return self.part(noun).locator("li[data-row]").nth(number)

    def what(self, noun, number=0):
        return self.row(noun, number).locator(".edit-what")

    def texts(self, noun):
        return [area.input_value() for area in self.part(noun).locator("li[data-row] .edit-what").all()]

    def has(self, noun, *whats):
        """These rows, sooner or later."""
        for _try in range(100):
            if (found := self.texts(noun)) == list(whats):
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{noun}: {found}")

    def says(self, words):
        self.page.locator("#save-state", has_text=words).wait_for()

    def is_saved(self):
        self.says(SAVED)

    def is_clean(self):
        check_accessibility(self.page)
