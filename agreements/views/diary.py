"""The diary of promises that come again and again: a light one, without scores."""

import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements import actions
from agreements.diary import FOUR_WEEKS, read_diaries
from agreements.forms.diary import DiaryForm
from agreements.permissions import check_may_keep_diary
from agreements.views.attempt import attempt_edit
from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient, for_staff
from patientkontrakt.access.patients import allowed
from patientkontrakt.people.permissions import Permission


@for_patient()
def my_diary(request, patient):
    """My week: what I do again and again, with a button for today; and what others do, to read."""
    diaries = read_diaries(
        patient.commitments.with_diary().with_who().select_related("agreement_version__agreement")
    )
    own = [row for row in diaries if allowed(check_may_keep_diary, request.actor, row.promise)]
    context = {
        "patient": patient,
        "own": own,
        "others": [row for row in diaries if row not in own],
        "hides_location": not may_see_location(request.actor, patient),
    }
    return render(request, "agreements/my_diary.html", context)


@for_patient(Permission.OWN_CONFIRM)
def my_diary_day(request, patient, promise_id):
    """One promise, one day: done or not that day, and a few words if I want."""
    return _day(request, patient, promise_id, "agreements/my_diary_day.html", reverse("agreements:my_diary"))


@for_staff(Permission.OPEN_RECORD)
def diary_day(request, patient, promise_id):
    """What care itself has done, or what the patient has told."""
    here = reverse("agreements:diary_day", args=[patient.pk, promise_id])
    return _day(request, patient, promise_id, "agreements/diary_day.html", here)


def _day(request, patient, promise_id, template, next_page):
    promises = (
        patient.commitments.with_diary().with_who().select_related("agreement_version__agreement", "patient")
    )
    [diary] = read_diaries([get_object_or_404(promises, pk=promise_id)], FOUR_WEEKS)
    chosen = diary.at(_asked_day(request)) or diary.today
    written = DiaryForm.initial_of(chosen.entry) if chosen.entry else {}
    form, conflict = DiaryForm(request.POST or None, initial={"day": chosen.day} | written), None
    if form.is_valid():
        details = form.terms | {
            "promise": diary.promise,
            "day": form.cleaned_data["day"],
            "by": request.actor,
        }
        conflict = attempt_edit(form, actions.write_diary, **details)
        if conflict is None and form.is_valid():
            messages.success(request, _("Written down."))
            return redirect(next_page)
    may_write = allowed(check_may_keep_diary, request.actor, diary.promise)
    context = {"patient": patient, "diary": diary, "chosen": chosen, "form": form, "conflict": conflict}
    return render(request, template, context | {"may_write": may_write})


def _asked_day(request):
    """The day in the form, or in the address; None for what is no day."""
    try:
        return datetime.date.fromisoformat(request.POST.get("day") or request.GET.get("day", ""))
    except ValueError:
        return None
