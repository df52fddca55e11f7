"""Sign-in without a password, as one of the invented people. The addresses exist only with DEMO=1."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.pages.demo import stories, surveys
from patientkontrakt.pages.demo.personas import PERSONAS, actor_of, persona_with
from patientkontrakt.people.middleware import SESSION_KEY


@login_not_required
@require_safe
def demo(request):
    """Whom do you want to be? One form per persona."""
    tokens = {"patient_link": surveys.unused_link(), "staff_link": surveys.staff_token()}
    links = {name: reverse("surveys:answer", args=[token]) for name, token in tokens.items() if token}
    waiting = {"code": stories.WAITING_CODE, "storied_unit": stories.unit_of_waiting()}
    return render(request, "pages/demo.html", {"personas": PERSONAS} | links | waiting)


@login_not_required
def demo_session(request):
    """Become the persona. A reload of the address leads back to the choice."""
    if request.method != "POST":
        return redirect("pages:demo")
    persona = persona_with(request.POST.get("persona", ""))
    actor = persona and actor_of(persona)
    if not actor:
        messages.error(request, _("We do not know that person. Choose one of those below."))
        return redirect("pages:demo")
    login(request, actor.user)
    request.session[SESSION_KEY] = actor.key
    return redirect("pages:home")


@login_not_required
@require_safe
def demo_outbox(request):
    """What would have been sent by e-mail and SMS, newest first."""
    page = Paginator(OutboxMessage.objects.all(), 20).get_page(request.GET.get("page"))
    return render(request, "pages/demo_outbox.html", {"page": page})
