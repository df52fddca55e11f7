"""What managers read: a level's first screen and its questions. Nothing exists beyond their own branch."""

from dataclasses import replace

from django.shortcuts import render

from patientkontrakt.access.guards import for_staff
from patientkontrakt.access.patients import allowed
from patientkontrakt.people.permissions import Permission
from surveys.forms.limits import LimitsForm
from surveys.four_answers import four_answers
from surveys.models import FigureCheck
from surveys.permissions import check_may_change_settings, check_may_edit_plan, check_may_run_rounds
from surveys.seeing import (
    above,
    own_unit,
    receipt_of,
    see_level,
    see_own_question,
    see_question,
)


@for_staff(Permission.SEE_FIGURES)
def insight(request):
    """Begins at the manager's own level."""
    return _overview(request, request.actor.unit)


@for_staff(Permission.SEE_FIGURES)
def unit(request, unit_id):
    return _overview(request, own_unit(request.actor, unit_id))


@for_staff(Permission.SEE_FIGURES)
def question(request, unit_id, number):
    unit = own_unit(request.actor, unit_id)
    return _question(request, unit, see_question(unit, number, request.actor))


@for_staff(Permission.SEE_FIGURES)
def own_question(request, unit_id, edition_id, number):
    """One of the region's own, in an edition's words: as one of the seven, without ideas and stories."""
    unit = own_unit(request.actor, unit_id)
    return _question(request, unit, see_own_question(unit, edition_id, number, request.actor))


def _question(request, unit, seen):
    limits = LimitsForm(request.GET, measured=seen.measured, is_one_unit=unit.meets_patients)
    context = {
        "unit": unit, "above": above(unit, request.actor), "limits": limits,
        "seen": replace(seen, how=limits.how),
        "may_edit": allowed(check_may_edit_plan, request.actor, unit),
    }  # fmt: skip
    return render(request, "surveys/question.html", context)


def _overview(request, unit):
    level = see_level(unit, request.actor)
    context = {
        "unit": unit,
        "above": level.above,
        "level": level,
        "is_care_unit": unit.meets_patients,
        "answers": four_answers(level.overview),
        "receipt": receipt_of(level),
        "may_run_rounds": allowed(check_may_run_rounds, request.actor, unit),
        "may_change_settings": allowed(check_may_change_settings, request.actor),
        "found_wrong": FigureCheck.objects.found_wrong(),
    }
    return render(request, "surveys/overview.html", context)
