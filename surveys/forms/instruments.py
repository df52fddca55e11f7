from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.instruments import FIRST_LANGUAGE, OWN_COLUMNS

PLACES = range(1, len(OWN_COLUMNS) + 1)
# Field → (whose words, language, label, longest).
PARTS = {
    "name": ("name", "sv", gettext_lazy("Short name"), 40),
    "patient": ("patient", "sv", gettext_lazy("Question to patients, in Swedish"), 300),
    "patient_en": ("patient", "en", gettext_lazy("Question to patients, in English"), 300),
    "staff": ("staff", "sv", gettext_lazy("Question to staff, in Swedish"), 300),
    "staff_en": ("staff", "en", gettext_lazy("Question to staff, in English"), 300),
}


class OwnQuestionsForm(forms.Form):
    """Up to three questions of the region's own. The seven are not here: nobody changes them."""

    approved_by = forms.CharField(
        label=gettext_lazy("Who has approved the English translation?"), max_length=120, required=False,
        help_text=gettext_lazy("A name or a group. Empty: not approved yet."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for place in PLACES:
            for part, (_whose, _language, label, longest) in PARTS.items():
                self.fields[f"{part}_{place}"] = forms.CharField(
                    label=label, max_length=longest, required=False
                )

    def clean(self):
        data = super().clean()
        for place in PLACES:
            said = {part: data.get(f"{part}_{place}") for part in PARTS}
            for needed in ("name", "patient"):
                if any(said.values()) and not said[needed]:
                    self.add_error(f"{needed}_{place}", _("This field is required."))
        return data

    @property
    def edition(self) -> dict:
        """For `set_own_questions`; numbered without gaps."""
        asked = [place for place in PLACES if self.cleaned_data[f"patient_{place}"]]
        own = [self._question(number, place) for number, place in enumerate(asked, start=1)]
        return {"own": own, "approved_by": self.cleaned_data["approved_by"]}

    def _question(self, number, place):
        question = {"number": number, "name": {}, "patient": {}, "staff": {}}
        for part, (whose, language, _label, _longest) in PARTS.items():
            words = self.cleaned_data[f"{part}_{place}"]
            if words or language == FIRST_LANGUAGE:
                question[whose][language] = words
        return question

    @staticmethod
    def initial_of(instrument):
        if instrument is None:
            return {}
        words = {"approved_by": instrument.approved.get("en", {}).get("by", "")}
        for own in instrument.own:
            for part, (whose, language, _label, _longest) in PARTS.items():
                words[f"{part}_{own['number']}"] = own[whose].get(language, "")
        return words

    @property
    def groups(self):
        """(place, its fields), for the template."""
        return [(place, [self[f"{part}_{place}"] for part in PARTS]) for place in PLACES]
