"""20 editors at once: autosave of a row and a patient's yes, against a bare view that does the same SQL.

The statements of one request are written down as they are sent; the bare view, without middleware, forms or
templates, sends the same ones with other values. Both answer through the WSGI handler.
"""

import datetime
import statistics
import uuid
from functools import partial
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import override_settings
from django.urls import path, reverse

from agreements import actions
from agreements.models import Acceptance, Agreement
from benchmarks.at_once import milliseconds_at_once
from benchmarks.pages import session_of
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Assignment

EDITORS = 20
TIMES = 12
ROUNDS = 3
NEXT_YEAR = datetime.timedelta(days=365)
FORGERY_TOKEN = "b" * 32
STATEMENTS: dict[str, list] = {}  # name → (statement, values), filled before the clients are forked
FRESH: set[str] = set()  # keys of rows that the request made
JOBS: dict[str, list] = {}  # what the bare view puts in place of the values, one for each of its calls


def measure() -> None:
    """p50 and p95 of each request, view ÷ bare view, round by round."""
    handlers = _handlers()
    for name, prepare in (("autosave", _autosaves), ("acceptance", _acceptances)):
        ratios = []
        for _turn in range(ROUNDS):
            first, second, *jobs = prepare(2 + 2 * EDITORS * TIMES)
            _send(handlers["whole"], first[0])  # what is prepared and cached at the first request
            _write_down(name, handlers["whole"], second)
            whole, same = jobs[::2], jobs[1::2]
            view = _all_at_once(handlers["whole"], [request for request, _ in whole])
            JOBS[name] = [_instead(name, known) for _, known in same]
            bare = _all_at_once(handlers["bare"], [_bare_request(name, n) for n in range(len(same))])
            ratios.append((view[0] / bare[0], view[1] / bare[1]))
            print(
                f"  {name}: p50 {view[0]:.0f} ms, p95 {view[1]:.0f} ms; bare {bare[0]:.0f}, {bare[1]:.0f} ms"
            )
        p50, p95 = (statistics.median(column) for column in zip(*ratios, strict=True))
        print(f"{name} ÷ bare view, {EDITORS} at once: p50 {p50:.2f}, p95 {p95:.2f}")
        print(f"{'':10} {len(STATEMENTS[name][0])} statements")


def _handlers():
    whole = WSGIHandler()
    with override_settings(MIDDLEWARE=["benchmarks.editing.use_own_addresses"]):
        return {"bare": WSGIHandler(), "whole": whole}


def _drafts(count):
    """Agreements of one unit, each with a draft, and who writes them."""
    assignment = Assignment.objects.select_related("staff__user", "unit__parent__parent").first()
    by = Actor.for_assignment(assignment)
    own = Agreement.objects.living().filter(unit=assignment.unit).select_related("patient__user", "unit")
    for agreement in own[:count]:
        yield by, agreement.patient, actions.start_new_version(agreement=agreement, by=by)


def _autosaves(count):
    """(request, what it is about) for one change of a goal in each of so many drafts."""
    cookie = None
    found = []
    for by, patient, draft in _drafts(count):
        cookie = cookie or session_of(by)
        goal = draft.goals.first() or actions.add_goal(version=draft, text="Gå ut", by=by)
        address = reverse("agreements:row", args=[patient.pk, draft.pk, "goals", goal.pk])
        data = f"text=Orka+mer&whose=patient&seen_version={goal.version}"
        known = {"patient": patient.pk, "version": draft.pk, "agreement": draft.agreement_id, "row": goal.pk}
        found.append((_request(address, data, cookie), known))
    return found


def _acceptances(count):
    """(request, what it is about) for the patient's yes to each of so many versions."""
    found = []
    for by, patient, draft in _drafts(count):
        actions.edit_draft(
            version=draft, seen_version=draft.version, contact_text="Vårdcentralen",
            review_date=draft.created_at.date() + NEXT_YEAR, by=by,
        )  # fmt: skip
        version = actions.propose(version=draft, by=by)
        actions.accept(version=version, by=by)
        address = reverse("agreements:my_acceptance", args=[version.pk])
        known = {"patient": patient.pk, "version": version.pk, "agreement": version.agreement_id}
        found.append((_request(address, "", session_of(Actor.for_patient(patient))), known))
    return found


def _request(address, data, cookie):
    body = data.encode()
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT_LANGUAGE": "sv",
        "HTTP_X_EDITOR": "benchmark",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={cookie}; csrftoken={FORGERY_TOKEN}",
        "HTTP_X_CSRFTOKEN": FORGERY_TOKEN,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.errors": BytesIO(),
        "body": body,
    }


def _bare_request(name, number):
    return _request(f"/bare/{name}/{number}/", "", "")


def _write_down(name, handler, job):
    """Send one request and keep its statements, and what they were about."""
    request, known = job
    statements = []

    def keep(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        _send(handler, request)
    STATEMENTS[name] = (statements, known)
    FRESH.update(map(str, Acceptance.objects.filter(patient=known["patient"]).values_list("pk", flat=True)))


def _instead(name, known):
    """Value → value: the same statements about another patient; a new row's key is new."""
    return {STATEMENTS[name][1][word]: value for word, value in known.items()}


@transaction.atomic
def bare(request, name, number):
    statements, known = STATEMENTS[name]
    instead = {str(key): str(value) for key, value in JOBS[name][number].items()}
    with connection.cursor() as cursor:
        for sql, values in statements:
            if values is None:
                continue  # savepoints
            new = str(uuid.uuid4()) if sql.startswith("INSERT") else None
            cursor.execute(sql, _about_another(values, instead, new))
            if cursor.description:
                cursor.fetchall()
    return HttpResponse("saved")


def _about_another(values, instead, new):
    """The values with other keys; those in JSON too. An inserted row gets a key of its own."""
    if isinstance(values, dict):
        return {word: _another(value, instead, new) for word, value in values.items()}
    return [_another(value, instead, new) for value in values]


def _another(value, instead, new):
    if isinstance(value, uuid.UUID):
        return uuid.UUID(instead.get(str(value), new if new and str(value) in FRESH else str(value)))
    if isinstance(value, str) and len(value) > 36:
        for old, other in instead.items():
            value = value.replace(old, other)
    return value


class use_own_addresses:  # noqa: N801
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.urlconf = "benchmarks.editing"
        return self.get_response(request)


urlpatterns = [path("bare/<str:name>/<int:number>/", bare)]


def _send(handler, request):
    environ = {word: value for word, value in request.items() if word != "body"}
    response = handler(environ | {"wsgi.input": BytesIO(request["body"])}, lambda status, headers: None)
    b"".join(response)
    response.close()
    if response.status_code not in (200, 302):
        raise RuntimeError(f"{request['PATH_INFO']} answered {response.status_code}")


def _all_at_once(handler, requests):
    return milliseconds_at_once([partial(_send, handler, request) for request in requests], EDITORS)
