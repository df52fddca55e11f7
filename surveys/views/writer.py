"""Where anyone tells a story, and where its writer comes back to it by the code. Nobody is asked a name."""

from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.ui.limits import limited
from surveys import actions
from surveys.forms.stories import CodeForm, OpenStoryForm, SeenForm
from surveys.models import Story
from surveys.story_codes import hash_of_code
from surveys.views.public import unlisted


@login_not_required
@unlisted
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(times=20, minutes=30)
def new_story(request, unit_id):
    """The unit's open page: the same address for everyone, no link of one's own."""
    unit = get_object_or_404(OrganizationUnit.objects.care_units(), pk=unit_id)
    form = OpenStoryForm(request.POST or None)
    if form.is_valid():
        actions.tell_story(unit=unit, **form.story)
        return redirect("surveys:story", form.story["code"])
    return render(request, "surveys/new_story.html", {"form": form, "unit": unit})


@login_not_required
@unlisted
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(times=20, minutes=30)
def own_story(request):
    """Where the code is typed by who has written it down."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("surveys:story", form.cleaned_data["code"])
    return render(request, "surveys/own_story.html", {"form": form})


@login_not_required
@unlisted
@never_cache
@require_safe
def story(request, token):
    """What the writer has told, what is or will be shown of it, and what the writer can do.

    200 also for an unknown code: Django writes the address of a 404 to the log.
    """
    found = _story(token)
    if found is None:
        return render(request, "surveys/story_unknown.html")
    return render(request, "surveys/story.html", {"story": found, "code": token, "site": settings.SITE_URL})


@login_not_required
@unlisted
@never_cache
@require_POST
@limited(times=20, minutes=30)
def story_approval(request, token):
    """The writer's yes, to the text that stood on the page."""
    form = SeenForm(request.POST)
    if (found := _story(token)) and form.is_valid():
        try:
            actions.approve_story(story=found, **form.cleaned_data)
        except (EditConflict, ValidationError):
            messages.warning(request, _("Something has changed since you opened the page. Read once more."))
    return redirect("surveys:story", token)


@login_not_required
@unlisted
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(times=20, minutes=30)
def story_withdrawal(request, token):
    """A page to think on: all the text is erased and it cannot be undone."""
    found = _story(token)
    if found is None or found.is_withdrawn:
        return redirect("surveys:story", token)
    if request.method == "POST":
        with suppress(ValidationError):  # taken back already, by a double click
            actions.withdraw_story(story=found)
        return redirect("surveys:story", token)
    return render(request, "surveys/story_withdrawal.html", {"story": found, "code": token})


def _story(token):
    return Story.objects.filter(code_hash=hash_of_code(token)).select_related("unit", "place").first()
