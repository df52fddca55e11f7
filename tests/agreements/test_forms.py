import datetime

import pytest
from django.utils import timezone

from agreements.forms.agreement import DraftForm
from agreements.forms.rows import GoalForm, PatientPromiseForm, WarningSignForm

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def promise_form(**changed):
    return {"what": "Jag går ut", "when_kind": "date", "due_date": YESTERDAY.isoformat()} | changed


def test_nothing_new_is_promised_for_a_day_that_has_been():
    promise = PatientPromiseForm(promise_form())
    goal = GoalForm({"text": "Gå till torget", "whose": "patient", "target_date": YESTERDAY.isoformat()})

    assert list(promise.errors) == ["due_date"]
    assert list(goal.errors) == ["target_date"]


def test_an_old_row_may_keep_its_day():
    assert PatientPromiseForm(promise_form(what="Jag går långt"), initial={"due_date": YESTERDAY}).is_valid()


@pytest.mark.parametrize("number", ["112", "1177", "08-465 004 10", "+46 8 465 004 10", ""])
def test_a_number_to_ring_can_be_dialled(number):
    assert "contact_phone" not in WarningSignForm({"contact_phone": number}).errors
    assert "contact_phone" not in DraftForm({"contact_phone": number}).errors


def test_words_are_no_number():
    assert "contact_phone" in WarningSignForm({"contact_phone": "ring Sara"}).errors
    assert "contact_phone" in DraftForm({"contact_phone": "ring Sara"}).errors
