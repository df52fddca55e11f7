"""The hot pages, whole (session, guard, audit, template), against a bare view that reads the same rows.

A bare view is one prepared statement and its rows as JSON: no sign-in, no log, no words, no markup.
"""

from io import BytesIO

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from benchmarks.clock import interleaved, ratio
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.middleware import SESSION_KEY as ACTOR_KEY
from patientkontrakt.people.models import Assignment, Patient

TIMES = 20
GOALS = {"patient's home": "goal ≤ 8", "record": "", "work list": ""}


def measure(rounds: int) -> None:
    assignment = Assignment.objects.select_related("staff__user", "unit").first()
    patient = Patient.objects.filter(care_relations__unit=assignment.unit).select_related("user")[10]
    handler = WSGIHandler()
    home = _page(handler, "/my/", Actor.for_patient(patient))
    clinician = Actor.for_assignment(assignment)
    works = {
        "patient's home": home,
        "bare home": _bare(PATIENTS_ROWS, patient.pk),
        "record": _page(handler, f"/care/patients/{patient.pk}/", clinician),
        "bare record": _bare(PATIENTS_ROWS, patient.pk),
        "work list": _page(handler, "/care/", clinician),
        "bare work list": _bare(WORK_LIST, assignment.unit.pk),
    }
    costs = interleaved(works, rounds, TIMES)
    for name, goal in GOALS.items():
        base = f"bare {name.removeprefix('patient' + chr(39) + 's ')}"
        print(f"{name:15} ÷ bare view: CPU {ratio(costs, name, base, 'cpu')}   {goal}")
        print(f"{'':15}              wall {ratio(costs, name, base, 'wall')}")


def _page(handler, path, actor):
    """A signed-in GET through the whole stack, as the web server would call it."""
    session = SessionStore()
    session[SESSION_KEY] = str(actor.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = actor.user.get_session_auth_hash()
    session[ACTOR_KEY] = actor.key
    session.save()
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "wsgi.url_scheme": "http",
        "wsgi.errors": BytesIO(),
    }

    def get():
        response = handler(environ | {"wsgi.input": BytesIO()}, lambda status, headers: None)
        body = b"".join(response)
        if response.status_code != 200 or len(body) < 1000:
            raise RuntimeError(f"{path} answered {response.status_code}, {len(body)} bytes")

    return get


def _bare(sql, key):
    """Prepared by the first execution on the connection."""

    def get():
        with connection.cursor() as cursor:
            cursor.cursor.execute(sql, {"id": key}, prepare=True)
            body = cursor.cursor.fetchone()[0]
        if not body:
            raise RuntimeError("nothing was read")

    return get


# All that the home or the record shows of one patient, as one document.
PATIENTS_ROWS = """
SELECT json_build_object(
  'patient', (SELECT to_json(p) FROM people_patient p WHERE p.id = %(id)s),
  'agreements', (SELECT json_agg(a) FROM agreements_agreement a WHERE a.patient_id = %(id)s),
  'versions', (SELECT json_agg(v) FROM agreements_agreementversion v WHERE v.patient_id = %(id)s),
  'answers', (SELECT json_agg(x) FROM agreements_acceptance x WHERE x.patient_id = %(id)s),
  'promises', (SELECT json_agg(c) FROM (
     SELECT c.*, s.name FROM agreements_commitment c
     LEFT JOIN people_staff s ON s.id = c.responsible_staff_id WHERE c.patient_id = %(id)s) c),
  'words', (SELECT json_agg(w) FROM agreements_whatmatters w WHERE w.patient_id = %(id)s),
  'contacts', (SELECT json_agg(c) FROM (
     SELECT c.*, s.name, u.name AS unit FROM contacts_carecontact c
     JOIN people_staff s ON s.id = c.staff_id JOIN people_organizationunit u ON u.id = c.unit_id
     WHERE c.patient_id = %(id)s) c),
  'ways', (SELECT json_agg(w) FROM contacts_contactpath w
     WHERE w.unit_id IN (SELECT unit_id FROM access_carerelation WHERE patient_id = %(id)s)),
  'times', (SELECT json_agg(t) FROM (
     SELECT t.*, s.name FROM scheduling_appointment t JOIN people_staff s ON s.id = t.staff_id
     WHERE t.patient_id = %(id)s) t),
  'proposals', (SELECT json_agg(t) FROM scheduling_timeproposal t WHERE t.patient_id = %(id)s),
  'plans', (SELECT json_agg(p) FROM planning_plan p WHERE p.patient_id = %(id)s),
  'needs', (SELECT json_agg(n) FROM planning_need n WHERE n.patient_id = %(id)s)
)
"""

# The unit's patients with the facts that put them on the list; the bare view leaves the judging to others.
WORK_LIST = """
SELECT json_agg(row) FROM (
  SELECT p.id, p.given_name, p.family_name, p.birth_date, i.value,
    NOT EXISTS (SELECT 1 FROM scheduling_appointment a
      WHERE a.patient_id = p.id AND a.status IN ('agreed', 'arrived') AND a.ends_at > now()) AS no_time,
    EXISTS (SELECT 1 FROM scheduling_timeproposal t
      WHERE t.patient_id = p.id AND t.status = 'other_times_asked') AS asks,
    EXISTS (SELECT 1 FROM agreements_commitment c WHERE c.patient_id = p.id AND c.party = 'care'
      AND c.status = 'agreed' AND c.due_date < current_date) AS late,
    EXISTS (SELECT 1 FROM agreements_agreementversion v WHERE v.patient_id = p.id
      AND v.review_date < current_date) AS review,
    EXISTS (SELECT 1 FROM agreements_acceptance x WHERE x.patient_id = p.id AND x.answer = 'disagree') AS no
  FROM access_carerelation r JOIN people_patient p ON p.id = r.patient_id
  JOIN people_patientidentifier i ON i.patient_id = p.id AND i.is_current
  WHERE r.unit_id = %(id)s AND r.ends IS NULL ORDER BY p.sort_name LIMIT 1000
) row
"""
