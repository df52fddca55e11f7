"""What a unit, a branch or the region has decided once and for all: calendars, and the region's settings."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys import actions
from surveys.forms.instruments import OwnQuestionsForm
from surveys.forms.rounds import CalendarForm, SettingsForm
from surveys.models import Calendar, Instrument
from surveys.permissions import check_may_change_settings, units_of


@for_staff(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request, unit_id):
    """What opens by itself at the unit and below it, and at the levels above; a POST adds a calendar."""
    unit = get_object_or_404(units_of(request.actor), pk=unit_id)
    form = CalendarForm(request.POST or None)
    if form.is_valid():
        actions.add_calendar(unit=unit, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The measurements will open by themselves."))
        return redirect("surveys:calendars", unit.pk)
    context = {
        "unit": unit,
        "calendars": Calendar.objects.active().touching(unit),
        "may_end": Calendar.objects.filter(unit__in=units_of(request.actor)),
        "form": form,
    }
    return render(request, "surveys/calendars.html", context)


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def calendar_ending(request, calendar_id):
    own = Calendar.objects.filter(unit__in=units_of(request.actor)).select_related("unit")
    calendar = actions.end_calendar(calendar=get_object_or_404(own, pk=calendar_id), by=request.actor)
    messages.success(request, _("No more measurements open by themselves."))
    return redirect("surveys:calendars", calendar.unit_id)


@for_staff(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    """The region's limits. Only for who works for the whole region."""
    check_may_change_settings(request.actor)
    form = SettingsForm(request.POST or None, initial=SettingsForm.initial_now())
    if form.is_valid():
        actions.change_settings(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("surveys:settings")
    return render(request, "surveys/settings.html", {"form": form})


@for_staff(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def own_questions(request):
    """What is asked, in which words and who approved them; a POST makes a new edition for new rounds."""
    check_may_change_settings(request.actor)
    in_use = Instrument.objects.in_use()
    form = OwnQuestionsForm(request.POST or None, initial=OwnQuestionsForm.initial_of(in_use))
    if form.is_valid():
        actions.set_own_questions(by=request.actor, **form.edition)
        messages.success(request, _("Saved. Measurements that open from now on ask so."))
        return redirect("surveys:own_questions")
    return render(request, "surveys/own_questions.html", {"form": form, "in_use": in_use})
