"""Former answers into small rows, in random order, with their sums; the staff's links into open links."""

from django.db import migrations

QUESTIONS = [f"q{number}" for number in range(1, 8)]
ANSWERS = [1, 2, 3, 4, 5]
RANDOM_KEY = (
    "('x0' || right(gen_random_uuid()::text, 12) || left(gen_random_uuid()::text, 3))::bit(64)::bigint"
)

CARRY = f"""
INSERT INTO surveys_response (
    id, round_number, audience, way, age_band, language, {", ".join(QUESTIONS)}, own1, own2, own3
)
SELECT key, number, audience, way, 0, 0, {", ".join(QUESTIONS)}, 0, 0, 0 FROM (
    SELECT {RANDOM_KEY} AS key, number,
        CASE former.audience WHEN 'patient' THEN 1 ELSE 2 END AS audience,
        CASE former.audience WHEN 'patient' THEN 1 ELSE 7 END AS way,
        {", ".join(f"COALESCE({q}, 0) AS {q}" for q in QUESTIONS)}
    FROM surveys_formerresponse former JOIN surveys_round ON surveys_round.id = former.round_id
) AS drawn ORDER BY key
"""  # noqa: S608
CARRY_BACK = f"""
INSERT INTO surveys_formerresponse (id, round_id, audience, {", ".join(QUESTIONS)})
SELECT gen_random_uuid(), surveys_round.id, CASE response.audience WHEN 1 THEN 'patient' ELSE 'staff' END,
    {", ".join(f"NULLIF({q}, 0)" for q in QUESTIONS)}
FROM surveys_response response JOIN surveys_round ON number = round_number
WHERE ({", ".join(QUESTIONS)}) <> ({", ".join("0" for _ in QUESTIONS)})
"""  # noqa: S608

# A band in which all of them are is shown wherever all are: where five or more said yes, partly or no.
SHOWN = " + ".join(
    f"(CASE WHEN count(*) FILTER (WHERE {question} BETWEEN 1 AND 3) >= 5 THEN {1 << place} ELSE 0 END)"
    for place, question in enumerate(QUESTIONS)
)
OWN_COUNTS = [f"own{number}_{answer}" for number in (1, 2, 3) for answer in ANSWERS]
ADD_UP = f"""
INSERT INTO surveys_rollup (
    round_number, audience, band, shown, people,
    {", ".join(f"{question}_{answer}" for question in QUESTIONS for answer in ANSWERS)},
    {", ".join(OWN_COUNTS)}
)
SELECT round_number, audience, band, CASE WHEN bool_and(is_closed) THEN {SHOWN} ELSE 0 END, count(*),
    {", ".join(f"count(*) FILTER (WHERE {q} = {answer})" for q in QUESTIONS for answer in ANSWERS)},
    {", ".join("0" for _ in OWN_COUNTS)}
FROM surveys_response JOIN (SELECT number, is_closed FROM surveys_round) asked ON number = round_number
CROSS JOIN LATERAL (
    VALUES ('all'), ('age:none'), ('lang:none'), (CASE way WHEN 1 THEN 'way:link' ELSE 'way:staff' END)
) AS bands (band)
GROUP BY round_number, audience, band
"""  # noqa: S608

# As many as have answered already, or work there, whichever is more: nobody who has the link is shut out.
OPEN_LINKS = """
INSERT INTO surveys_openlink (id, created_at, updated_at, version, round_id, way, token, "limit")
SELECT gen_random_uuid(), created_at, updated_at, 1, asked.id, 7, staff_token, GREATEST(
    (SELECT count(DISTINCT staff_id) FROM people_assignment WHERE people_assignment.unit_id = asked.unit_id),
    (SELECT count(*) FROM surveys_response WHERE round_number = number AND audience = 2)
)
FROM surveys_round asked
"""
LINKS_BACK = """
UPDATE surveys_round SET staff_token = COALESCE(
    (SELECT token FROM surveys_openlink WHERE surveys_openlink.round_id = surveys_round.id AND way = 7),
    replace(gen_random_uuid()::text, '-', '')
)
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_answers_in_small_rows")]

    operations = [
        migrations.RunSQL(CARRY, CARRY_BACK),
        migrations.RunSQL(ADD_UP, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN_LINKS, LINKS_BACK),
    ]
