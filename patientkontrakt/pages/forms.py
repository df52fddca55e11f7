from django import forms
from django.utils.translation import gettext_lazy as _


class FaultForm(forms.Form):
    text = forms.CharField(
        label=_("What did not work?"),
        help_text=_("Write as much or as little as you like. Do not write about your health here."),
        widget=forms.Textarea,
        max_length=2000,
    )
    page = forms.CharField(label=_("On which page?"), max_length=200, required=False)
    reply_to = forms.CharField(
        label=_("E-mail or phone, if you want an answer"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Name or personal number"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
