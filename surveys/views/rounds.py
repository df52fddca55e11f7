"""Opening, following, pausing and ending rounds: a manager at the own unit or branch."""

import datetime

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.models import Assignment, UnitKind
from patientkontrakt.people.permissions import Permission
from surveys import actions
from surveys.forms.rounds import USUAL_DAYS, RoundForm, WithdrawalForm
from surveys.models import Round
from surveys.permissions import units_of
from surveys.seeing import pulses_of

SHOWN = 60
DAY = datetime.timedelta(days=1)


@for_staff(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request, unit_id):
    """The rounds of a unit, or of a branch; a POST opens one at each care unit."""
    unit = get_object_or_404(units_of(request.actor), pk=unit_id)
    is_branch = unit.kind != UnitKind.CARE_UNIT
    found = Round.objects.of_branch(unit).with_counts()[:SHOWN]
    form = RoundForm(request.POST or None, is_branch=is_branch, initial=_suggested(unit, found))
    if form.is_valid():
        try:
            opened = _open(unit, is_branch, form, request.actor)
        except (actions.RoundsOverlap, actions.NotACareUnit):
            form.add_error(
                None, _("There is already a measurement on one of these days. Choose a first day after it.")
            )
        else:
            messages.success(request, _what_was_opened(opened))
            return (
                redirect("surveys:rounds", unit.pk) if is_branch else redirect("surveys:round", opened[0].pk)
            )
    context = {"unit": unit, "is_branch": is_branch, "rounds": found, "form": form, "pulses": pulses_of(unit)}
    return render(request, "surveys/rounds.html", context)


def _suggested(unit, rounds):
    """The first day after all the rounds, the last day four weeks later, and how many work at the unit."""
    taken = [round.closes + DAY for round in rounds if not round.withdrawn_at]
    opens = max([timezone.localdate(), *taken])
    working = Assignment.objects.current().people_at([unit]).get(unit.pk, 0)
    return {"opens": opens, "closes": opens + USUAL_DAYS * DAY, "staff": working or None}


def _what_was_opened(rounds):
    """All from the same day on."""
    count = len(rounds)
    if rounds[0].is_open:
        said = ngettext("%(count)s measurement is open.", "%(count)s measurements are open.", count)
    else:
        said = ngettext("%(count)s measurement is planned.", "%(count)s measurements are planned.", count)
    return said % {"count": count}


def _open(unit, is_branch, form, by):
    if is_branch:
        return actions.open_rounds(branch=unit, by=by, **form.cleaned_data)
    return [actions.open_round(unit=unit, by=by, **form.cleaned_data)]


@for_staff(Permission.RUN_ROUNDS)
@require_safe
def round(request, round_id):
    """How far it has come: reloaded by a link, or by itself while patients are being asked."""
    found = get_object_or_404(_own_rounds(request).with_counts(), pk=round_id)
    context = {"round": found, "unit": found.unit, "site": settings.SITE_URL}
    return render(request, "surveys/round.html", context)


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def invitations(request, round_id):
    """Asks those who were not asked yet. The manager learns how many, never who."""
    round = actions.start_asking(round=_own_round(request, round_id), by=request.actor)
    waiting = round.to_ask - round.invitations.count()
    if waiting:
        said = ngettext("%(count)s patient will be asked.", "%(count)s patients will be asked.", waiting)
        messages.success(request, said % {"count": waiting})
    else:
        messages.warning(request, _("There are too few new patients to ask. Nobody was asked."))
    return redirect("surveys:round", round.pk)


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def pause(request, round_id):
    round = actions.pause_round(round=_own_round(request, round_id), by=request.actor)
    messages.success(request, _("Paused: nobody more is asked or reminded. Links that are out take answers."))
    return redirect("surveys:round", round.pk)


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def resumption(request, round_id):
    round = actions.resume_round(round=_own_round(request, round_id), by=request.actor)
    messages.success(request, _("The measurement goes on."))
    return redirect("surveys:round", round.pk)


@for_staff(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request, round_id):
    """With a reason, and a page to think on: it cannot be undone."""
    round = _own_round(request, round_id)
    form = WithdrawalForm(request.POST or None)
    if form.is_valid():
        actions.withdraw_round(round=round, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The measurement is withdrawn. It is never shown nor counted."))
        return redirect("surveys:round", round.pk)
    return render(request, "surveys/withdrawal.html", {"round": round, "form": form})


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def closing(request, round_id):
    round = actions.close_round(round=_own_round(request, round_id), by=request.actor)
    messages.success(request, _("The measurement is closed. Its answers are now in the figures."))
    return redirect("surveys:unit", round.unit_id)


def _own_rounds(request):
    return Round.objects.filter(unit__in=units_of(request.actor)).select_related("unit")


def _own_round(request, round_id):
    return get_object_or_404(_own_rounds(request), pk=round_id)
