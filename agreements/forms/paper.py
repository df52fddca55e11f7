from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy


class CheckCodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("The check code on the paper"), max_length=20,
        help_text=gettext_lazy("Eight letters and digits, at the foot of the page. For example K7QM-2X4P."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


def chosen_language(chosen, otherwise: str) -> str:
    """Of the words around what was written: as chosen, else as given, else the first that we have."""
    wishes = [chosen.get("language"), otherwise, settings.LANGUAGE_CODE]
    return next(wish for wish in wishes if wish in dict(settings.LANGUAGES))
