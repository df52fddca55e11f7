"""Staff enter answers for patients: read on the telephone, or from paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.forms.paper import chosen_language
from agreements.paper.press import make_pdf
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.models import Staff
from patientkontrakt.people.permissions import Permission, has_permission
from surveys import actions
from surveys.bands import Way
from surveys.forms.answers import AnswerForm
from surveys.forms.entry import DropForm, PaperForm
from surveys.instruments import Audience
from surveys.links import Asked
from surveys.models import Round
from surveys.paper import HERE
from surveys.paper.form import form as paper_form
from surveys.permissions import check_may_enter


@for_staff(Permission.ENTER_ANSWERS)
@require_safe
def entry(request):
    """The unit's rounds that answers can be entered in; when there is none, who opens one."""
    rounds, unit = _rounds(request), request.actor.unit
    context = {"rounds": rounds, "unit": unit}
    if not rounds:
        context["next"] = Round.objects.to_come().filter(unit=unit).first()
        context["openers"] = Staff.objects.managing(unit)
        context["may_open"] = has_permission(request.actor, Permission.RUN_ROUNDS)
    return render(request, "surveys/entry.html", context)


@for_staff(Permission.ENTER_ANSWERS)
@require_http_methods(["GET", "HEAD", "POST"])
def telephone(request, round_id):
    round = _round(request, round_id)
    check_may_enter(request.actor, round, Way.TELEPHONE)  # before the patient has answered, not after
    asked = Asked(round, Audience.PATIENT, Way.TELEPHONE)
    form = AnswerForm(request.POST or None, questions=asked.questions)
    if form.is_valid() and _enter_by_telephone(request, round, form):
        return redirect("surveys:entry")
    return render(request, "surveys/telephone.html", {"form": form, "asked": asked, "round": round})


def _enter_by_telephone(request, round, form):
    given = {"key": form.cleaned_data["key"], "answers": form.answers, **form.bands}
    try:
        actions.enter_by_telephone(round=round, by=request.actor, **given)
    except actions.LinkSpent:  # somebody closed it while the patient answered
        form.add_error(None, _("This measurement is not open."))
        return False
    messages.success(request, _("The answers are saved, without a name. Thank the patient."))
    return True


@for_staff(Permission.ENTER_ANSWERS)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request, round_id):
    """Each paper twice: the first time it waits, the second time both must agree."""
    round = _round(request, round_id)
    form = PaperForm(request.POST or None, questions=round.instrument.questions(Audience.PATIENT))
    if form.is_valid() and _key_in(request, round, form):
        return redirect("surveys:paper_entry", round.pk)
    differing = round.paperentrys.filter(is_second=True).values_list("number", flat=True)
    context = {
        "form": form,
        "round": round,
        "waiting": round.paperentrys.exclude(number__in=differing).values_list("number", flat=True),
        "differing": differing,
        "drop_form": DropForm(round=round),
    }
    return render(request, "surveys/paper_entry.html", context)


def _key_in(request, round, form):
    """False when something is to be corrected; then the form says what."""
    try:
        paper = actions.key_in_paper(round=round, by=request.actor, **form.entry)
    except actions.PaperCounted:
        form.add_error("number", _("The paper with this number has been keyed in twice already."))
        return False
    if other := paper.beside:
        form.tell_difference(other, other.differs(paper))
        return False
    waits = _("Paper %(number)s waits for the second time.")
    said = waits if paper.pk else _("Paper %(number)s is counted.")
    messages.success(request, said % {"number": paper.number})
    return True


@for_staff(Permission.ENTER_ANSWERS)
@require_POST
def paper_removal(request, round_id):
    """The number was wrong: what was keyed in last under it goes."""
    round = _round(request, round_id)
    form = DropForm(request.POST, round=round)
    try:
        number = form.cleaned_data["number"] if form.is_valid() else 0
        actions.drop_paper(round=round, number=number, by=request.actor)
    except actions.NoPaperWaits:
        messages.warning(request, _("Nothing waits under that number any longer."))
    else:
        said = _("What was keyed in last under number %(number)s is dropped.")
        messages.success(request, said % {"number": number})
    return redirect("surveys:paper_entry", round.pk)


@for_staff(Permission.ENTER_ANSWERS)
@require_safe
def form(request, round_id):
    """The paper to hand out (PDF), in a language that the questions are in."""
    round = _round(request, round_id)
    with translation.override(chosen_language(request.GET, translation.get_language())):
        pdf = make_pdf("form", paper_form(round), folder=HERE)
    headers = {"Content-Disposition": f'inline; filename="questions-{round.number}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _rounds(request):
    return Round.objects.to_enter().filter(unit=request.actor.unit).select_related("unit").with_counts()


def _round(request, round_id):
    found = Round.objects.to_enter().filter(unit=request.actor.unit).select_related("unit", "instrument")
    return get_object_or_404(found, pk=round_id)
