from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from patientkontrakt.access.guards import for_signed_in
from patientkontrakt.pages.sign_in import needs_second_factor, providers
from patientkontrakt.people.actor import actors_of
from patientkontrakt.people.middleware import SESSION_KEY
from patientkontrakt.people.permissions import Permission, has_permission


@login_not_required
def sign_in(request):
    """The way in: with an identity provider, as staff with a password, or in the demo as a persona."""
    return render(request, "pages/sign_in.html", {"providers": providers(), "demo": settings.DEMO})


@login_not_required
def unknown_person(request):
    """The provider knows the person, we do not: say whom to call."""
    return render(request, "pages/unknown_person.html", status=403)


@for_signed_in
def choose_role(request):
    """Whom do you act as now? One capacity is chosen for the session and shown on every page."""
    if needs_second_factor(request.user):
        return redirect("mfa_activate_totp")
    actors = actors_of(request.user)
    if request.method == "POST":
        chosen = next((a for a in actors if a.key == request.POST.get("actor")), None)
        if chosen:
            request.session[SESSION_KEY] = chosen.key
            return redirect("pages:home")
    return render(request, "pages/choose_role.html", {"actors": actors})


@for_signed_in
def home(request):
    """After sign-in: choose the capacity if there is a choice, then the first page of the role."""
    if request.actor:
        return redirect(first_page(request.actor))
    actors = actors_of(request.user)
    if len(actors) != 1 or needs_second_factor(request.user):
        return redirect("pages:choose_role")
    request.session[SESSION_KEY] = actors[0].key
    return redirect(first_page(actors[0]))


def first_page(actor):
    """Where each role begins its day."""
    if actor.acts_for_patient:
        return "pages:my_home"
    for permission, page in (
        (Permission.OPEN_RECORD, "pages:work_list"),
        (Permission.SEE_FIGURES, "surveys:insight"),
        (Permission.REVIEW_LOG, "pages:log_review"),
    ):
        if has_permission(actor, permission):
            return page
    return "pages:organization"


@login_not_required
@require_POST
def sign_out(request):
    """Ends the session and clears what the browser keeps."""
    logout(request)
    response = redirect("pages:start")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
