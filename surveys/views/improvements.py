"""The plan of improvement actions of a unit or a branch, and the tests of each action."""

from collections import Counter
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from patientkontrakt.access.guards import for_staff
from patientkontrakt.access.patients import allowed
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.people.permissions import Permission
from patientkontrakt.ui.conflicts import both_texts
from surveys import actions
from surveys.action_plan import judge
from surveys.forms.improvements import ActionForm, CycleForm, DecisionForm, NewActionForm
from surveys.ideas import ideas_for
from surveys.instruments import QUESTIONS
from surveys.models import ActionState, ImprovementAction, PdsaCycle
from surveys.permissions import check_may_edit_plan, units_of

OPEN_TO = ["GET", "HEAD", "POST"]


@for_staff(Permission.SEE_FIGURES)
@require_safe
def action_plan(request, unit_id):
    """All actions of a year at the unit and below it, by question; printed it is the yearly report."""
    unit = get_object_or_404(units_of(request.actor), pk=unit_id)
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, range(2000, this_year)) else this_year
    below = ImprovementAction.objects.filter(unit__in=OrganizationUnit.objects.within(unit))
    plan = judge(below.in_plan(year).for_plan())
    context = {
        "unit": unit, "year": year, "years": range(this_year, this_year - 3, -1), "plan": plan,
        "today": timezone.localdate(), "counts": _counted(plan),
        "may_edit": allowed(check_may_edit_plan, request.actor, unit),
    }  # fmt: skip
    return render(request, "surveys/action_plan.html", context)


def _counted(plan):
    """(state, how many actions are in it) for the states that any is in."""
    numbers = Counter(judged.action.state for judged in plan)
    return [(state, numbers[state]) for state in ActionState if numbers[state]]


@for_staff(Permission.EDIT_ACTION_PLAN)
@require_http_methods(OPEN_TO)
def new_action(request, unit_id):
    """?question=q5 shows the ideas for it; ?idea=2 begins from one of them."""
    unit = get_object_or_404(units_of(request.actor), pk=unit_id)
    question = request.GET.get("question", "")
    form = NewActionForm(request.POST or None, initial=_begun(question, request.GET.get("idea", "")))
    if form.is_valid():
        action = actions.plan_action(unit=unit, by=request.actor, **form.terms)
        messages.success(request, _("The action is in the plan. Begin with a small test."))
        return redirect("surveys:action", action.pk)
    ideas = list(enumerate(ideas_for(question), 1))
    context = {"unit": unit, "form": form, "ideas": ideas, "questions": QUESTIONS, "question": question}
    return render(request, "surveys/new_action.html", context)


def _begun(question, number):
    ideas = {str(place): idea for place, idea in enumerate(ideas_for(question), 1)}
    return {"question": question, "idea": ideas.get(number, "")}


@for_staff(Permission.SEE_FIGURES)
@require_safe
def action(request, action_id):
    action = _own_action(request, action_id)
    [judged] = judge([action])
    may_edit = allowed(check_may_edit_plan, request.actor, action.unit)
    context = {"action": action, "verdict": judged.verdict, "may_edit": may_edit}
    return render(request, "surveys/action.html", context)


@for_staff(Permission.EDIT_ACTION_PLAN)
@require_http_methods(OPEN_TO)
def action_words(request, action_id):
    action = _own_action(request, action_id)
    form = ActionForm(request.POST or None, initial=ActionForm.initial_of(action))
    edit = partial(actions.edit_action, action=action)
    return _edited(request, action, form, _("Change the action"), edit)


@for_staff(Permission.EDIT_ACTION_PLAN)
@require_http_methods(OPEN_TO)
def new_cycle(request, action_id):
    action = _own_action(request, action_id)
    form = CycleForm(request.POST or None)
    if form.is_valid():
        try:
            actions.begin_cycle(action=action, by=request.actor, **form.terms)
            messages.success(request, _("The test has begun. Come back and write what happened."))
            return redirect("surveys:action", action.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _form_page(request, action, form, _("Begin a test"))


@for_staff(Permission.EDIT_ACTION_PLAN)
@require_http_methods(OPEN_TO)
def cycle(request, cycle_id):
    own = PdsaCycle.objects.filter(action__unit__in=units_of(request.actor)).select_related("action__unit")
    cycle = get_object_or_404(own, pk=cycle_id)
    form = CycleForm(request.POST or None, initial=CycleForm.initial_of(cycle))
    edit = partial(actions.edit_cycle, cycle=cycle)
    return _edited(request, cycle.action, form, str(cycle), edit)


@for_staff(Permission.EDIT_ACTION_PLAN)
@require_http_methods(OPEN_TO)
def decision(request, action_id):
    """What the tests have shown: keep, change, or drop."""
    action = _own_action(request, action_id)
    form = DecisionForm(request.POST or None, action=action)
    if form.is_sent_again or form.is_valid():
        try:
            if not form.is_sent_again:
                actions.decide_action(action=action, by=request.actor, **form.cleaned_data)
            messages.success(request, _("The decision is saved."))
            return redirect("surveys:action", action.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _form_page(request, action, form, _("Decide about the action"))


def _edited(request, action, form, heading, edit):
    """Saves, or shows both texts when a colleague saved first."""
    conflict = None
    if form.is_valid():
        try:
            edit(seen_version=form.cleaned_data["seen_version"] or 0, by=request.actor, **form.terms)
            messages.success(request, _("Saved."))
            return redirect("surveys:action", action.pk)
        except EditConflict as error:
            form, conflict = both_texts(form, form.initial_of(error.saved))
    return _form_page(request, action, form, heading, conflict)


def _form_page(request, action, form, heading, conflict=None):
    context = {"action": action, "form": form, "heading": heading, "conflict": conflict}
    return render(request, "surveys/action_form.html", context)


def _own_action(request, action_id):
    own = ImprovementAction.objects.filter(unit__in=units_of(request.actor)).for_plan()
    return get_object_or_404(own, pk=action_id)
