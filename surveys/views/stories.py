"""Stories as managers see them: the wall, one at a time for a meeting, and the own unit's review."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from patientkontrakt.access.guards import for_staff
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.permissions import Permission, has_permission
from patientkontrakt.ui.conflicts import both_texts
from surveys import actions
from surveys.actions.stories import TOO_LATE
from surveys.forms.stories import RefusalForm, ReviewForm
from surveys.instruments import QUESTIONS
from surveys.models import Story
from surveys.models.story import DAYS_TO_OBJECT
from surveys.permissions import units_of

ON_A_PAGE = 20


@for_staff(Permission.SEE_FIGURES)
@require_safe
def stories(request, unit_id):
    """The wall; and for who reviews the unit's stories, those that do not stand on it."""
    unit = get_object_or_404(units_of(request.actor), pk=unit_id)
    may_review = unit == request.actor.unit and has_permission(request.actor, Permission.REVIEW_STORIES)
    context = _wall(request, unit, ON_A_PAGE) | {
        "may_review": may_review,
        "beside": Story.objects.filter(unit=unit).readable().beside_the_wall() if may_review else [],
        "site": settings.SITE_URL,
    }
    return render(request, "surveys/stories.html", context)


@for_staff(Permission.SEE_FIGURES)
@require_safe
def slides(request, unit_id):
    """One story at a time, in large letters, for a meeting."""
    unit = get_object_or_404(units_of(request.actor), pk=unit_id)
    return render(request, "surveys/slides.html", _wall(request, unit, 1))


def _of_own_story(view):
    """Hands the own unit's story to the view. Who comes too late to change it is told so, on the wall."""

    @wraps(view)
    def told(request, story_id):
        ripe = Story.objects.ripe().filter(unit=request.actor.unit).select_related("unit", "place")
        story = get_object_or_404(ripe, pk=story_id)
        try:
            if story.is_withdrawn:
                raise ValidationError(TOO_LATE)
            return view(request, story)
        except ValidationError as error:
            messages.warning(request, error.message)
            return redirect("surveys:stories", story.unit_id)

    return told


@for_staff(Permission.REVIEW_STORIES)
@require_http_methods(["GET", "HEAD", "POST"])
@_of_own_story
def story_review(request, story):
    """What the writer wrote beside what will be shown. Reading it is logged: it may name people."""
    form, conflict = ReviewForm(request.POST or None, initial=ReviewForm.initial_of(story)), None
    if form.is_valid():
        try:
            actions.review_story(story=story, by=request.actor, **form.cleaned_data)
            messages.success(request, _("The writer now sees the text and can say yes or no."))
            return redirect("surveys:stories", story.unit_id)
        except EditConflict as error:
            form, conflict = both_texts(form, ReviewForm.initial_of(error.saved))
    record(by=request.actor, activity=Activity.READ, resource=story)
    context = {"story": story, "form": form, "conflict": conflict, "days": DAYS_TO_OBJECT}
    return render(request, "surveys/story_review.html", context)


@for_staff(Permission.REVIEW_STORIES)
@require_http_methods(["GET", "HEAD", "POST"])
@_of_own_story
def story_refusal(request, story):
    """Not shown, or not any longer: with a reason for the writer."""
    form = RefusalForm(request.POST or None, initial={"seen_version": story.version})
    if form.is_valid():
        try:
            actions.decline_story(story=story, by=request.actor, **form.cleaned_data)
            messages.success(request, _("The story is not shown. The writer can read why."))
            return redirect("surveys:stories", story.unit_id)
        except EditConflict:
            messages.warning(request, _("Something has changed since you opened the page. Read once more."))
            return redirect("surveys:story_review", story.pk)
    return render(request, "surveys/story_refusal.html", {"story": story, "form": form})


def _wall(request, unit, on_a_page):
    """What is shown at the unit and below it, newest first; with ?question=q5 what is about that question."""
    question = request.GET.get("question", "")
    wall = Story.objects.shown_at(unit)
    if question in dict(QUESTIONS):
        wall = wall.filter(question=question)
    page = Paginator(wall, on_a_page).get_page(request.GET.get("page"))
    return {"unit": unit, "page": page, "question": dict(QUESTIONS).get(question, "")}
