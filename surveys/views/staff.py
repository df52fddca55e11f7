from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.models import Assignment
from patientkontrakt.people.permissions import Permission
from surveys import actions
from surveys.forms import RoundForm
from surveys.models import Round
from surveys.permissions import units_of


@for_staff(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request, unit_id):
    """The unit's rounds with how many answered; a POST opens a new one."""
    unit = get_object_or_404(units_of(request.actor).care_units(), pk=unit_id)
    working = Assignment.objects.current().filter(unit=unit).people()
    form = RoundForm(request.POST or None, initial={"staff": working})
    if form.is_valid():
        try:
            actions.open_round(unit=unit, by=request.actor, **form.cleaned_data)
        except actions.RoundsOverlap:
            form.add_error(None, _("The unit already has a measurement then. Close it first."))
        else:
            messages.success(
                request, _("The measurement is open. Ask your patients, and give staff the link.")
            )
            return redirect("surveys:rounds", unit.pk)
    rounds = unit.survey_rounds.with_counts()
    has_open = any(round.is_open for round in rounds)
    context = {"unit": unit, "rounds": rounds, "has_open": has_open, "form": form, "site": settings.SITE_URL}
    return render(request, "surveys/rounds.html", context)


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def closing(request, round_id):
    round = _own_round(request, round_id)
    actions.close_round(round=round, by=request.actor)
    messages.success(request, _("The measurement is closed. Its answers are now in the figures."))
    return redirect("surveys:unit", round.unit_id)


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def invitations(request, round_id):
    """Asks the unit's patients. The manager learns how many, never who."""
    round = _own_round(request, round_id)
    try:
        asked = len(actions.invite_patients(round=round, by=request.actor))
    except actions.TooFewToAsk:
        messages.warning(request, _("There are too few new patients to ask. Nobody was asked."))
    else:
        sent = ngettext("%(count)s patient is asked.", "%(count)s patients are asked.", asked)
        messages.success(request, sent % {"count": asked})
    return redirect("surveys:rounds", round.unit_id)


def _own_round(request, round_id):
    own = Round.objects.filter(unit__in=units_of(request.actor)).select_related("unit")
    return get_object_or_404(own, pk=round_id)
