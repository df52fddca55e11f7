import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.instruments import QUESTIONS, Audience
from surveys.models import Experience, Sharing
from surveys.story_codes import is_code, new_code, tidied

LONGEST = 4000
# A personal identity number, a date of birth in one, a telephone number, as people and telephones write them;
# not "2019-2021".
LONG_NUMBER = re.compile(r"\d{8}|\d(?:[ \N{NO-BREAK SPACE}+./()\N{EN DASH}-]{0,3}\d){8}")
NO_QUESTION = ("", gettext_lazy("None of them, or several"))
ABOUT_QUESTION = gettext_lazy("Which of the 7 questions is it mostly about?")


class StoryForm(forms.Form):
    """What someone tells in own words. Also the last part of the questions' page, with `is_optional`.

    Without consent nothing is kept: a text that is not consented to is an error, not a story.
    """

    code = forms.CharField(widget=forms.HiddenInput, initial=new_code)
    text = forms.CharField(
        label=gettext_lazy("Do you want to tell us?"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "What happened, and what did it mean to you? Write no names and no personal identity numbers."
        ),
    )  # fmt: skip
    experience = forms.ChoiceField(
        label=gettext_lazy("What do you tell about?"),
        choices=Experience,
        widget=forms.RadioSelect,
        required=False,
    )
    sharing = forms.ChoiceField(
        label=gettext_lazy("May the story be shown to others who work with making care better?"),
        choices=Sharing, widget=forms.RadioSelect,
    )  # fmt: skip
    consent = forms.BooleanField(
        label=gettext_lazy("Yes, the unit may read my story and keep it without my name.")
    )

    def __init__(self, *args, is_optional=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_optional:
            for name in ("text", "sharing", "consent"):
                self.fields[name].required = False
            self.fields["sharing"].is_needed = True  # with a text

    def clean_code(self):
        """A code that we did not make could be guessed: make one."""
        code = self.cleaned_data["code"]
        return code if is_code(code) else new_code()

    def clean(self):
        data = super().clean()
        if data.get("text") and not data.get("consent") and "consent" not in self.errors:
            self.add_error("consent", _("Say yes, or take away the text."))
        if data.get("text") and not data.get("sharing") and "sharing" not in self.errors:
            self.add_error("sharing", _("Choose one."))
        return data

    @property
    def story(self) -> dict | None:
        """For `tell_story`; None when nothing was told."""
        names = ("code", "text", "experience", "sharing")
        told = {name: self.cleaned_data[name] for name in names}
        return told if told["text"] else None


class OpenStoryForm(StoryForm):
    """On the unit's open page, where the writer says which side they are on."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Are you a patient, or do you work here?"), widget=forms.RadioSelect,
        choices=[
            (Audience.PATIENT, gettext_lazy("I am a patient, or close to one")),
            (Audience.STAFF, gettext_lazy("I work here")),
        ],
    )  # fmt: skip
    field_order = ["code", "audience", "text"]

    @property
    def story(self):
        return super().story | {"audience": self.cleaned_data["audience"]}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"), max_length=40,
        help_text=gettext_lazy("Four groups of four letters and numbers."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not is_code(code):
            raise forms.ValidationError(
                _("The code is not whole. It has four groups of four letters and numbers.")
            )
        return tidied(code)


class SeenForm(forms.Form):
    """Which version stood on the page."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(SeenForm):
    """The text without names, as the writer will see it."""

    public_text = forms.CharField(
        label=gettext_lazy("The text to show"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Take away names, places, days and rare things that tell who it is. Keep the writer's own words."
        ),
    )  # fmt: skip
    question = forms.ChoiceField(label=ABOUT_QUESTION, choices=[NO_QUESTION, *QUESTIONS], required=False)

    def clean_public_text(self):
        """Names must be found by people, numbers need not be: nobody shows one by a click too fast."""
        text = self.cleaned_data["public_text"]
        if LONG_NUMBER.search(text):
            raise forms.ValidationError(
                _(
                    "There seems to be a personal identity number or a telephone number in the text. "
                    "Take it away."
                )
            )
        return text

    @staticmethod
    def initial_of(story):
        text = story.public_text or story.text
        return {"seen_version": story.version, "public_text": text, "question": story.question}


class RefusalForm(SeenForm):
    reason = forms.CharField(
        label=gettext_lazy("Why is it not shown?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The writer reads this. Write kindly, and thank for the story."),
    )  # fmt: skip
