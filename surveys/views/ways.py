"""Open links of a round: given out, renewed, and printed as a poster."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.forms.paper import chosen_language
from agreements.paper.press import make_pdf
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys import actions
from surveys.bands import Way
from surveys.models import OpenLink, Round
from surveys.paper import HERE
from surveys.paper.poster import poster as poster_words
from surveys.permissions import units_of

NOUNS = {"poster": Way.POSTER, "screen": Way.KIOSK}


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def link(request, round_id, noun):
    """Opens the way to answer, or keeps it open."""
    round = get_object_or_404(_rounds(request), pk=round_id)
    actions.open_way(round=round, way=_way(noun), by=request.actor)
    return redirect("surveys:round", round.pk)


@for_staff(Permission.RUN_ROUNDS)
@require_POST
def link_renewal(request, round_id, noun):
    actions.renew_link(link=_link(request, round_id, noun), by=request.actor)
    messages.success(request, _("There is a new address. The old one takes no more answers."))
    return redirect("surveys:round", round_id)


@for_staff(Permission.RUN_ROUNDS)
@require_safe
def poster(request, round_id):
    """For the waiting room (PDF)."""
    link = _link(request, round_id, "poster")
    address = settings.SITE_URL + reverse("surveys:answer", args=[link.token])
    with translation.override(chosen_language(request.GET, translation.get_language())):
        pdf = make_pdf("poster", poster_words(link.round, address), folder=HERE)
    headers = {"Content-Disposition": f'inline; filename="poster-{link.round.number}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _rounds(request):
    return Round.objects.filter(unit__in=units_of(request.actor)).select_related("unit")


def _link(request, round_id, noun):
    links = OpenLink.objects.filter(round__in=_rounds(request), way=_way(noun))
    return get_object_or_404(links.select_related("round__unit", "round__instrument"), round=round_id)


def _way(noun):
    if noun not in NOUNS:
        raise Http404
    return NOUNS[noun]
