"""What the pages are held against: one prepared statement, written by hand, given out as JSON by a Django view.

It reads what the page shows and derives what the page derives (states, what is in force, what is disputed).
No sign-in, no guard, no log, no words, no markup.
"""

# ruff: noqa: E501, S608  SQL reads best in its own lines; nothing from outside is put into it

from django.db import connection
from django.http import HttpResponse
from django.urls import path

# The agreements of one patient with what follows from the answers.
CONTRACT = """
WITH answer AS (SELECT * FROM agreements_acceptance WHERE patient_id = %(id)s),
version AS (SELECT * FROM agreements_agreementversion WHERE patient_id = %(id)s),
agreement AS (
  SELECT a.*, u.name AS unit, current.id AS current_id, current.review_date, current.proposed_at AS waiting_since,
    (SELECT id FROM version WHERE agreement_id = a.id AND proposed_at IS NULL) AS draft_id,
    (SELECT id FROM version v WHERE agreement_id = a.id AND a.ended_at IS NULL AND a.error_at IS NULL
      AND EXISTS (SELECT FROM answer yes WHERE yes.agreement_version_id = v.id AND yes.is_mutual AND NOT EXISTS (
        SELECT FROM answer w WHERE w.agreement_version_id = v.id AND w.answer = 'withdrawn'
          AND w.number > yes.number))
      AND NOT EXISTS (SELECT FROM answer l JOIN version later ON later.id = l.agreement_version_id
        WHERE l.is_mutual AND later.agreement_id = a.id AND later.number > v.number)
      ORDER BY number DESC LIMIT 1) AS in_force_id,
    (SELECT answer FROM answer WHERE agreement_version_id = current.id AND party = 'patient'
      ORDER BY number DESC LIMIT 1) AS patient_answer,
    (SELECT answer FROM answer WHERE agreement_version_id = current.id AND party = 'care'
      ORDER BY number DESC LIMIT 1) AS care_answer
  FROM agreements_agreement a JOIN people_organizationunit u ON u.id = a.unit_id
  LEFT JOIN LATERAL (SELECT * FROM version WHERE agreement_id = a.id AND proposed_at IS NOT NULL
    ORDER BY number DESC LIMIT 1) current ON true
  WHERE a.patient_id = %(id)s
),
disputed AS (
  SELECT commitment_id FROM answer d WHERE answer = 'disagree' AND NOT EXISTS (
    SELECT FROM answer x WHERE x.agreement_version_id = d.agreement_version_id AND x.party = d.party
      AND x.answer IN ('agree', 'withdrawn') AND x.number > d.number)
)
SELECT json_build_object(
  'patient', (SELECT to_json(p) FROM people_patient p WHERE id = %(id)s),
  'agreements', (SELECT json_agg(a) FROM (SELECT *, CASE
      WHEN error_at IS NOT NULL THEN 'entered_in_error' WHEN ended_at IS NOT NULL THEN 'ended'
      WHEN current_id IS NULL THEN 'draft'
      WHEN patient_answer = 'disagree' OR care_answer = 'disagree' THEN 'disagreed'
      WHEN in_force_id = current_id AND coalesce(review_date >= current_date, true) THEN 'agreed'
      WHEN in_force_id IS NOT NULL THEN 'needs_renewal' ELSE 'proposed' END AS state
    FROM agreement {living} ORDER BY created_at, id) a),
  'promises', (SELECT json_agg(c) FROM (
    SELECT c.*, s.name AS staff, u.name AS unit, false AS is_disputed FROM agreements_commitment c
    LEFT JOIN people_staff s ON s.id = c.responsible_staff_id
    LEFT JOIN people_organizationunit u ON u.id = c.responsible_unit_id
    WHERE c.agreement_version_id IN (SELECT in_force_id FROM agreement)
      AND NOT EXISTS (SELECT FROM disputed WHERE commitment_id = c.id) {open} ORDER BY c.order, c.created_at) c),
  'words', (SELECT to_json(w) FROM agreements_whatmatters w WHERE patient_id = %(id)s
    ORDER BY created_at DESC LIMIT 1),
  'contacts', (SELECT json_agg(c) FROM (
    SELECT c.*, s.name AS staff, s.title, u.name AS unit FROM contacts_carecontact c
    JOIN people_staff s ON s.id = c.staff_id JOIN people_organizationunit u ON u.id = c.unit_id
    WHERE c.patient_id = %(id)s AND c.starts <= current_date AND coalesce(c.ends >= current_date, true)
    ORDER BY c.is_coordinating DESC, c.kind, c.starts, c.id) c),
"""

HOME = (
    CONTRACT.replace("{living}", "WHERE ended_at IS NULL AND error_at IS NULL").replace(
        "{open}", "AND c.status IN ('agreed', 'renegotiate')"
    )
    + """
  'ways', (SELECT json_agg(w) FROM (
    SELECT w.*, u.name AS unit FROM contacts_contactpath w JOIN people_organizationunit u ON u.id = w.unit_id
    JOIN (SELECT unit_id, min(nearness) AS nearness FROM (
        SELECT unit_id, CASE WHEN is_coordinating THEN 1 ELSE 2 END AS nearness FROM contacts_carecontact
        WHERE patient_id = %(id)s AND starts <= current_date AND coalesce(ends >= current_date, true)
        UNION ALL SELECT unit_id, 3 FROM access_carerelation
        WHERE patient_id = %(id)s AND starts <= current_date AND coalesce(ends >= current_date, true)) x
      GROUP BY unit_id) near ON near.unit_id = w.unit_id
    ORDER BY near.nearness, u.name, u.id, w.order, w.id) w),
  'proposals', (SELECT json_agg(t) FROM (
    SELECT t.*, s.name AS staff, u.name AS unit, EXISTS (SELECT FROM scheduling_proposedtime x
      WHERE x.proposal_id = t.id AND x.starts_at > now()) AS has_time_left
    FROM scheduling_timeproposal t JOIN people_staff s ON s.id = t.staff_id
    JOIN people_organizationunit u ON u.id = t.unit_id
    WHERE t.patient_id = %(id)s AND t.status IN ('open', 'other_times_asked') ORDER BY t.created_at, t.id) t),
  'times', (SELECT json_agg(t) FROM (
    SELECT t.*, s.name AS staff, u.name AS unit, r.name AS room FROM scheduling_appointment t
    JOIN people_staff s ON s.id = t.staff_id JOIN people_organizationunit u ON u.id = t.unit_id
    LEFT JOIN scheduling_room r ON r.id = t.room_id
    WHERE t.patient_id = %(id)s AND t.status IN ('agreed', 'arrived') AND t.ends_at > now()
    ORDER BY t.starts_at, t.id) t),
  'plans', (SELECT json_agg(p) FROM (
    SELECT p.*, s.name AS staff FROM planning_plan p LEFT JOIN people_staff s ON s.id = p.responsible_staff_id
    WHERE p.patient_id = %(id)s AND p.status = 'active' ORDER BY p.starts DESC, p.id) p)
)::text
"""
)

RECORD = (
    CONTRACT.replace("{living}", "").replace("{open}", "")
    + """
  'proposals', (SELECT json_agg(t) FROM (
    SELECT t.*, s.name AS staff, u.name AS unit, (SELECT json_agg(x) FROM (
      SELECT x.*, EXISTS (SELECT FROM scheduling_appointment a
        WHERE a.status IN ('agreed', 'arrived', 'fulfilled') AND (a.staff_id = t.staff_id OR a.patient_id = %(id)s)
          AND a.starts_at > x.starts_at - interval '12 hours' AND a.starts_at < x.ends_at
          AND a.ends_at > x.starts_at) AS is_taken
      FROM scheduling_proposedtime x WHERE x.proposal_id = t.id ORDER BY x.starts_at, x.number) x) AS times
    FROM scheduling_timeproposal t JOIN people_staff s ON s.id = t.staff_id
    JOIN people_organizationunit u ON u.id = t.unit_id
    WHERE t.patient_id = %(id)s AND t.status IN ('open', 'other_times_asked') ORDER BY t.created_at, t.id) t),
  'times', (SELECT json_agg(t) FROM (
    SELECT t.*, s.name AS staff, u.name AS unit, r.name AS room FROM scheduling_appointment t
    JOIN people_staff s ON s.id = t.staff_id JOIN people_organizationunit u ON u.id = t.unit_id
    LEFT JOIN scheduling_room r ON r.id = t.room_id
    WHERE t.patient_id = %(id)s AND t.status IN ('agreed', 'arrived') ORDER BY t.starts_at, t.id) t),
  'plans', (SELECT json_agg(p) FROM (
    SELECT p.*, s.name AS staff, u.name AS unit,
      (SELECT json_agg(d) FROM planning_plandocument d WHERE d.plan_id = p.id) AS documents
    FROM planning_plan p JOIN people_organizationunit u ON u.id = p.unit_id
    LEFT JOIN people_staff s ON s.id = p.responsible_staff_id
    WHERE p.patient_id = %(id)s AND p.status = 'active' ORDER BY p.starts DESC, p.id) p),
  'needs', (SELECT json_agg(n) FROM (
    SELECT n.*, s.name AS staff, u.name AS unit, w.name AS author FROM planning_need n
    LEFT JOIN people_staff s ON s.id = n.responsible_staff_id
    LEFT JOIN people_organizationunit u ON u.id = n.responsible_unit_id
    LEFT JOIN people_user w ON w.id = n.author_id
    WHERE n.patient_id = %(id)s AND n.status = 'open' ORDER BY n.created_at, n.id) n)
)::text
"""
)

# Who of the unit's patients needs someone, and why: each fact for all of them at once.
WORK_LIST = """
WITH mine AS (
  SELECT p.id, p.given_name, p.family_name, p.birth_date, p.sort_name, p.protected_identity FROM people_patient p
  WHERE EXISTS (SELECT FROM access_carerelation r WHERE r.patient_id = p.id AND r.unit_id = %(id)s
    AND r.starts <= current_date AND coalesce(r.ends >= current_date, true))
),
living AS (SELECT a.* FROM agreements_agreement a JOIN mine ON mine.id = a.patient_id
  WHERE a.ended_at IS NULL AND a.error_at IS NULL),
version AS (
  SELECT v.*, a.unit_id, row_number() OVER (PARTITION BY agreement_id ORDER BY number DESC) = 1 AS is_current
  FROM agreements_agreementversion v JOIN living a ON a.id = v.agreement_id WHERE v.proposed_at IS NOT NULL),
answer AS (
  SELECT x.*, v.agreement_id, v.number AS of_version, v.is_current FROM agreements_acceptance x
  JOIN version v ON v.id = x.agreement_version_id),
latest AS (SELECT DISTINCT ON (agreement_version_id, party) * FROM answer
  ORDER BY agreement_version_id, party, number DESC),
mutual AS (
  SELECT DISTINCT ON (agreement_id) agreement_id, agreement_version_id, number FROM answer WHERE is_mutual
  ORDER BY agreement_id, of_version DESC, number DESC),
in_force AS (
  SELECT m.agreement_id, m.agreement_version_id FROM mutual m WHERE NOT EXISTS (
    SELECT FROM answer w WHERE w.agreement_version_id = m.agreement_version_id AND w.answer = 'withdrawn'
      AND w.number > m.number)),
disputed AS (
  SELECT commitment_id FROM answer d WHERE answer = 'disagree' AND commitment_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM answer x WHERE x.agreement_version_id = d.agreement_version_id AND x.party = d.party
      AND x.answer IN ('agree', 'withdrawn') AND x.number > d.number)),
promise AS (
  SELECT c.* FROM agreements_commitment c JOIN in_force f ON f.agreement_version_id = c.agreement_version_id
  WHERE c.status = 'agreed' AND NOT EXISTS (SELECT FROM disputed WHERE commitment_id = c.id)),
proposal AS (
  SELECT t.patient_id, t.unit_id, t.status, EXISTS (SELECT FROM scheduling_proposedtime x
    WHERE x.proposal_id = t.id AND x.starts_at > now()) AS has_time_left
  FROM scheduling_timeproposal t JOIN mine ON mine.id = t.patient_id
  WHERE t.status IN ('open', 'other_times_asked')),
planned AS (
  SELECT patient_id FROM scheduling_appointment WHERE status IN ('agreed', 'arrived') AND ends_at > now()
  UNION ALL SELECT patient_id FROM proposal WHERE status = 'open' AND has_time_left
  UNION ALL SELECT v.patient_id FROM version v LEFT JOIN latest l
    ON l.agreement_version_id = v.id AND l.party = 'patient'
    WHERE v.is_current AND (l.answer IS NULL OR l.answer = 'withdrawn')
  UNION ALL SELECT patient_id FROM promise WHERE when_kind = 'date' AND due_date >= current_date
    OR party IN ('care', 'municipality', 'other')
      AND (when_kind IN ('recurring', 'in_words') OR when_kind = 'period' AND due_date >= current_date)
  UNION ALL SELECT patient_id FROM planning_plan WHERE status = 'active' AND follow_up_on >= current_date),
begun AS (
  SELECT patient_id FROM living
  UNION ALL SELECT patient_id FROM contacts_carecontact
    WHERE starts <= current_date AND coalesce(ends >= current_date, true)
  UNION ALL SELECT patient_id FROM planning_plan WHERE status = 'active'),
reason AS (
  SELECT id AS patient_id, 'no_next_step' AS reason FROM mine WHERE id IN (SELECT patient_id FROM begun)
    AND id NOT IN (SELECT patient_id FROM planned)
  UNION SELECT patient_id, 'asks_for_times' FROM proposal
    WHERE unit_id = %(id)s AND (status = 'other_times_asked' OR NOT has_time_left)
  UNION SELECT patient_id, 'care_overdue' FROM promise WHERE party = 'care' AND due_date < current_date
  UNION SELECT v.patient_id, CASE
      WHEN EXISTS (SELECT FROM latest l WHERE l.agreement_version_id = v.id AND l.answer = 'disagree')
        THEN 'disagrees'
      WHEN f.agreement_version_id IS NULL THEN 'awaits_answer'
      WHEN f.agreement_version_id <> v.id OR v.review_date < current_date THEN 'review_passed' END
    FROM version v LEFT JOIN in_force f ON f.agreement_id = v.agreement_id
    WHERE v.is_current AND v.unit_id = %(id)s)
SELECT json_build_object(
  'counts', (SELECT json_object_agg(reason, n) FROM (
    SELECT reason, count(*) AS n FROM reason WHERE reason IS NOT NULL GROUP BY reason) c),
  'rows', (SELECT json_agg(l) FROM (
    SELECT mine.*, array_agg(reason) AS reasons, (SELECT json_agg(i) FROM people_patientidentifier i
      WHERE i.patient_id = mine.id) AS identifiers
    FROM reason JOIN mine ON mine.id = reason.patient_id WHERE reason IS NOT NULL
    GROUP BY mine.id, mine.given_name, mine.family_name, mine.birth_date, mine.sort_name, mine.protected_identity
    ORDER BY min(array_position(ARRAY['no_next_step', 'disagrees', 'asks_for_times', 'care_overdue',
      'awaits_answer', 'review_passed'], reason)), mine.sort_name LIMIT 25) l)
)::text
"""

STATEMENTS = {"home": HOME, "record": RECORD, "work list": WORK_LIST}


def view(request, page, key):
    """Prepared by the first execution on the connection."""
    with connection.cursor() as cursor:
        cursor.cursor.execute(STATEMENTS[page], {"id": key}, prepare=True)
        return HttpResponse(cursor.cursor.fetchone()[0], content_type="application/json")


urlpatterns = [path("bare/<str:page>/<uuid:key>/", view)]


def use_own_addresses(get_response):
    """The one middleware of the bare views."""

    def respond(request):
        request.urlconf = "benchmarks.bare"
        return get_response(request)

    return respond
