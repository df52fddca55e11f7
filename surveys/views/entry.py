"""Staff enter answers for patients: read on the telephone, or from paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.forms.paper import chosen_language
from agreements.paper.press import make_pdf
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys import actions
from surveys.bands import Way
from surveys.forms.answers import AnswerForm
from surveys.forms.entry import PaperForm
from surveys.instruments import Audience
from surveys.links import Asked
from surveys.models import Round
from surveys.paper import HERE
from surveys.paper.form import form as paper_form
from surveys.permissions import check_may_enter


@for_staff(Permission.ENTER_ANSWERS)
@require_safe
def entry(request):
    """The unit's rounds that answers can be entered in."""
    return render(request, "surveys/entry.html", {"rounds": _rounds(request), "unit": request.actor.unit})


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
    waiting = round.paperentrys.values_list("number", flat=True)
    return render(request, "surveys/paper_entry.html", {"form": form, "round": round, "waiting": waiting})


def _key_in(request, round, form):
    """False when something is to be corrected; then the form says what."""
    try:
        paper = actions.key_in_paper(round=round, by=request.actor, **form.entry)
    except actions.PaperCounted:
        form.add_error("number", _("The paper with this number has been keyed in twice already."))
    except actions.PapersDiffer as differ:
        form.tell_difference(differ.first, differ.columns)
    else:
        said = (
            _("Paper %(number)s waits for the second time.")
            if paper.pk
            else _("Paper %(number)s is counted.")
        )
        messages.success(request, said % {"number": paper.number})
        return True
    return False


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
