"""Pages for when it does not work: a kind sentence, what to do, whom to ring, a way on."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template


@login_not_required
def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


@login_not_required
def permission_denied(request, exception=None):
    """Shows the sentence that the refused check gave, if it gave one."""
    reason = exception.args[0] if exception and exception.args else ""
    return render(request, "403.html", {"reason": reason}, status=403)


@login_not_required
def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def method_not_allowed(request):
    return render(request, "405.html", status=405)


@login_not_required
def too_many_requests(request, exception=None):
    return render(request, "429.html", status=429)


@login_not_required
def server_error(request):
    """Needs no database, session or context processor: it must stand when they have fallen."""
    return HttpResponseServerError(get_template("500.html").render())


@login_not_required
def csrf_failure(request, reason=""):
    """Mostly a page left open too long; what was typed is still there when one goes back."""
    return render(request, "csrf.html", status=403)
