from datetime import date, datetime, time

from django import forms
from django.template.loader import render_to_string

from patientkontrakt.ui.forms import DateInput, DateTimeInput, TimeInput


class BookingForm(forms.Form):
    reason = forms.CharField(label="Varför?", help_text="Med dina egna ord.")
    phone = forms.CharField(label="Telefon", required=False, widget=forms.TextInput({"class": "wide"}))
    how = forms.ChoiceField(
        label="Hur?", choices=[("visit", "Besök"), ("video", "Video")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Behov", choices=[("t", "Tolk")], required=False, widget=forms.CheckboxSelectMultiple
    )
    ok = forms.BooleanField(label="Jag har läst")
    seen = forms.CharField(widget=forms.HiddenInput, initial="3")

    def clean(self):
        if self.data.get("reason") == "clash":
            raise forms.ValidationError("Tiden är inte ledig.")


def test_a_field_has_its_label_hint_and_class():
    html = str(BookingForm())

    assert '<label for="id_reason">Varför?</label>' in html
    assert '<p data-field="description" id="id_reason_helptext">Med dina egna ord.</p>' in html
    assert 'class="ds-input wide"' in html
    assert '<input type="hidden" name="seen" value="3" id="id_seen">' in html


def test_optional_fields_say_so_in_words_and_required_ones_say_nothing():
    html = str(BookingForm())

    assert html.count("(frivilligt)") == 2
    assert "*" not in html


def test_choices_are_a_group_with_a_legend_and_a_label_each():
    html = str(BookingForm()["how"].as_field_group())

    assert "<legend>Hur?</legend>" in html
    assert '<label for="id_how_1">Video</label>' in html


def test_an_error_is_tied_to_its_field_and_listed_first_with_a_way_to_it():
    html = str(BookingForm({"seen": "3"}))

    assert html.startswith('<div class="ds-error-summary" role="alert" tabindex="-1" data-autofocus>')
    assert '<a href="#id_reason">Varför? – ' in html
    assert '<a href="#id_how_0">Hur? – ' in html
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<div id="id_reason_error"><p class="ds-validation-message">' in html


def test_what_was_typed_is_kept_and_escaped():
    html = str(BookingForm({"reason": "<b>ont</b>", "seen": "3"}))

    assert 'value="&lt;b&gt;ont&lt;/b&gt;"' in html


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = BookingForm({"reason": "clash", "how": "visit", "ok": "on", "seen": "3"})

    assert "<li>Tiden är inte ledig.</li>" in str(form)


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in str(BookingForm())


def test_a_long_answer_gets_five_lines_unless_the_form_says_otherwise():
    class Story(forms.Form):
        text = forms.CharField(widget=forms.Textarea)
        more = forms.CharField(widget=forms.Textarea({"rows": 12}))

    assert 'rows="5"' in str(Story()["text"])
    assert "cols" not in str(Story()["text"])
    assert 'rows="12"' in str(Story()["more"])


def test_the_browsers_pickers_get_the_values_they_understand():
    assert 'type="date" name="d" value="2026-11-24"' in DateInput().render("d", date(2026, 11, 24))
    assert 'type="time" name="t" value="14:30"' in TimeInput().render("t", time(14, 30))
    assert 'type="datetime-local" name="m" value="2026-11-24T14:30"' in DateTimeInput().render(
        "m",
        datetime(2026, 11, 24, 14, 30),  # noqa: DTZ001 (a form's value is local time)
    )


def test_a_form_page_posts_with_a_token_and_leaves_the_checking_to_us():
    html = render_to_string(
        "_parts/form.html",
        {"form": BookingForm(), "submit": "Skicka", "cancel_url": "/my/", "csrf_token": "abc"},
    )

    assert '<form class="form" method="post" novalidate>' in html
    assert '<button class="ds-button">Skicka</button>' in html
    assert 'href="/my/"' in html
    assert "csrfmiddlewaretoken" in html


def test_a_conflict_shows_both_texts():
    html = render_to_string("_parts/edit_conflict.html", {"fields": [("Mål", "Gå <ut>", "")]})

    assert "Mål" in html
    assert "Gå &lt;ut&gt;" in html
    assert "–" in html


def test_the_browser_does_not_cut_a_long_text_in_silence():
    class Short(forms.Form):
        what = forms.CharField(label="Vad?", max_length=5)

    html = str(Short({"what": "för många tecken"}))

    assert "maxlength" not in html
    assert 'value="för många tecken"' in html
    assert "Texten är för lång" in html
