from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from patientkontrakt.ui.limits import limited
from surveys import actions
from surveys.forms import AnswerForm
from surveys.links import asked_by


def unlisted(view):
    """The link must not travel: not to search engines, not in a Referer, not even to our own server's logs.

    `strict-origin` and not `no-referrer`: that would make browsers send `Origin: null` with each form,
    which the CSRF check refuses.
    """

    @wraps(view)
    def unlisted_view(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return unlisted_view


@login_not_required
@unlisted
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(times=40, minutes=30)  # a whole unit at one meeting, behind one address
def answer(request, token):
    """The questions, for whoever has the link. Nobody is asked who they are, and no log is written."""
    asked = asked_by(token)
    if asked is None:
        return render(request, "surveys/link_spent.html")
    form = AnswerForm(request.POST or None, questions=asked.questions)
    if form.is_valid():
        try:
            actions.answer(token=token, key=form.cleaned_data["key"], answers=form.answers)
        except actions.LinkSpent:
            return render(request, "surveys/link_spent.html")
        return redirect("surveys:thanks")
    return render(request, "surveys/answer.html", {"form": form, "asked": asked})


@login_not_required
@unlisted
@require_safe
def thanks(request):
    return render(request, "surveys/thanks.html")
