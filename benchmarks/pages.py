"""The hot pages, whole (session, guard, audit, template), against the bare views."""

from io import BytesIO

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from benchmarks.clock import interleaved, milliseconds, ratio
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.middleware import SESSION_KEY as ACTOR_KEY
from patientkontrakt.people.models import Assignment, Patient

GOALS = {"home": "goal ≤ 8", "record": "", "work list": ""}


def measure(rounds: int) -> None:
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None  # one server process, whose CPU we read, for all rounds
    works = pages()
    for name in GOALS:
        with CaptureQueriesContext(connection) as queries:
            works[name]()
        print(f"{name:10} {len(queries)} queries")
    costs = interleaved(works, rounds)
    for name, goal in GOALS.items():
        base = f"bare {name}"
        times = f"{milliseconds(costs, name, 'cpu'):.1f} and {milliseconds(costs, base, 'cpu'):.1f} ms"
        print(f"{name:10} ÷ bare view: CPU  {ratio(costs, name, base, 'cpu')}   {times}   {goal}")
        print(f"{'':10}              wall {ratio(costs, name, base, 'wall')}")


def pages() -> dict:
    """Each page and its bare view, as something to call."""
    assignment = Assignment.objects.select_related("staff__user", "unit").first()
    patient = Patient.objects.filter(care_relations__unit=assignment.unit).select_related("user")[10]
    with override_settings(MIDDLEWARE=["benchmarks.bare.use_own_addresses"]):
        bare = WSGIHandler()
    whole = WSGIHandler()
    clinician = Actor.for_assignment(assignment)
    return {
        "home": get(whole, "/my/", Actor.for_patient(patient)),
        "bare home": get(bare, f"/bare/home/{patient.pk}/"),
        "record": get(whole, f"/care/patients/{patient.pk}/", clinician),
        "bare record": get(bare, f"/bare/record/{patient.pk}/"),
        "work list": get(whole, "/care/", clinician),
        "bare work list": get(bare, f"/bare/work list/{assignment.unit.pk}/"),
    }


def get(handler, path, actor=None):
    """A GET through the handler, as the web server would call it; signed in where an actor is named."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT_LANGUAGE": "sv",
        "wsgi.url_scheme": "http",
        "wsgi.errors": BytesIO(),
    }
    if actor:
        environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={session_of(actor)}"

    def get():
        response = handler(environ | {"wsgi.input": BytesIO()}, lambda status, headers: None)
        body = b"".join(response)
        response.close()
        if response.status_code != 200 or len(body) < 1000:
            raise RuntimeError(f"{path} answered {response.status_code}, {len(body)} bytes")
        return body

    return get


def session_of(actor):
    session = SessionStore()
    session[SESSION_KEY] = str(actor.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = actor.user.get_session_auth_hash()
    session[ACTOR_KEY] = actor.key
    session.save()
    return session.session_key
