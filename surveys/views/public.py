from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from patientkontrakt.ui.limits import limited
from surveys import actions
from surveys.forms.answers import ALL, AnswerForm
from surveys.forms.stories import StoryForm
from surveys.links import asked_by

LANGUAGES = dict(settings.LANGUAGES)


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
        if not response.has_header("Cache-Control"):  # whatever the view kept for its own way back stays
            add_never_cache_headers(response)
        return response

    return unlisted_view


def is_sent(request):
    """A form is sent by the button without a place; all others only show another question or language."""
    return request.method == "POST" and not ({"to", "words"} & request.POST.keys())


@login_not_required
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
@limited(times=40, minutes=30, counts=is_sent)  # a whole unit at one meeting, behind one address
def answer(request, token):
    """The questions, for whoever has the link. Nobody is asked who they are, and no log is written."""
    asked = asked_by(token)
    if asked is None or (asked.is_answered and not is_sent(request)):
        return render(request, "surveys/link_spent.html")
    response = _answer(request, token, asked)
    _keep_for_the_way_back(response, asked)
    return response


def _answer(request, token, asked):
    if asked.is_kiosk and "anew" in request.GET:
        return _anew(token)
    form, story = _form(request, asked), _story(request, asked)
    is_told = story is not None and story.is_bound
    if is_sent(request) and form.is_valid() and (not is_told or story.is_valid()):
        return _receive(request, asked, token, form, story.story if is_told else None)
    return _shown(request, asked, form, story)


def _keep_for_the_way_back(response, asked):
    """The browser's own way back must show the question before, not an error: each came as an answer to a
    form, so the browser keeps it, for nobody else and until the answers are sent. A screen keeps nothing."""
    if asked.is_kiosk:
        add_never_cache_headers(response)
    elif response.status_code == HTTPStatus.FOUND:
        add_never_cache_headers(response)
        response["Clear-Site-Data"] = '"cache"'
    else:
        patch_cache_control(response, private=True, no_cache=True)


def _form(request, asked):
    how = {"questions": asked.questions, "audience": asked.audience, "step": _step(request, asked)}
    if is_sent(request):
        return AnswerForm(request.POST, **how)
    return AnswerForm(initial={} if asked.is_kiosk else request.POST.dict(), **how)


def _story(request, asked):
    """What may be told in own words, last; not at a screen that others wait for, nor after a visit."""
    if asked.is_kiosk or asked.is_pulse:
        return None
    if is_sent(request) and request.POST.get("story-text"):
        return StoryForm(request.POST, prefix="story", is_optional=True)
    names = [name for name in StoryForm.base_fields if f"story-{name}" in request.POST]
    told = {name: request.POST[f"story-{name}"] for name in names}
    return StoryForm(initial=told, prefix="story", is_optional=True)


def _step(request, asked):
    """Which question to show; a patient begins with the first, staff with all at once.

    At a screen that many use all stand on one page: each step back would show the last person's answers.
    """
    if asked.is_kiosk:
        return ALL
    to = request.POST.get("to") or request.POST.get("at") or request.GET.get("to", "")
    if to.isdecimal() and len(to) < 4:
        return int(to)
    return ALL if to == ALL or is_sent(request) or not asked.begins_with_first else 1


def _receive(request, asked, token, form, story):
    """The answers, and then by itself the story: no row shows that they came together (ADR 15)."""
    done = redirect("surveys:kiosk_thanks", token) if asked.is_kiosk else redirect("surveys:thanks")
    if form.is_filled_by_script:
        return done
    try:
        actions.answer(token=token, key=form.cleaned_data["key"], answers=form.answers, **form.bands)
    except actions.LinkFull:
        return render(request, "surveys/link_full.html", {"unit": asked.round.unit})
    except actions.LinkSpent:
        return render(request, "surveys/link_spent.html")
    if story:
        actions.tell_story(unit=asked.round.unit, round=asked.round, audience=asked.audience, **story)
        return redirect("surveys:story", story["code"])
    return done


def _shown(request, asked, form, story):
    """In another language at once when its button was pressed: what is answered is kept in the form."""
    words = request.POST.get("words")
    if words in LANGUAGES:
        translation.activate(words)
        form = _form(request, asked)
    context = {"form": form, "asked": asked, "story_form": story}
    response = render(request, "surveys/answer.html", context)
    if words in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, words, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
        )
    return response


def _anew(token):
    """For the next person at the screen: the first question, in the screen's own language."""
    response = redirect("surveys:answer", token)
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


@login_not_required
@unlisted
@require_safe
def thanks(request):
    return render(request, "surveys/thanks.html")


@login_not_required
@unlisted
@never_cache
@require_safe
def kiosk_thanks(request, token):
    """Thanks at the screen, which turns to the next person by itself."""
    asked = asked_by(token)
    if asked is None or not asked.is_kiosk:
        return render(request, "surveys/link_spent.html")
    return render(request, "surveys/thanks.html", {"asked": asked, "token": token})
