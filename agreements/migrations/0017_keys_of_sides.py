"""Who has answered before gets the key of the unit that the promise names.

By the name that the unit has today; else, since it may have been renamed, by being the only unit that the
version names, unless someone is named in words just so. What stays without a key is known by its name.
"""

from django.db import migrations

TABLES = ("acceptance", "question", "reviewrequest")
FILL = """
    ALTER TABLE agreements_{table} DISABLE TRIGGER USER;
    UPDATE agreements_{table} answer SET party_unit_id = COALESCE(
        (SELECT unit.id FROM agreements_commitment promise
         JOIN people_organizationunit unit ON unit.id = promise.responsible_unit_id
         WHERE promise.agreement_version_id = answer.agreement_version_id
         AND promise.party = answer.party AND unit.name = answer.party_name LIMIT 1),
        (SELECT MIN(promise.responsible_unit_id::text)::uuid FROM agreements_commitment promise
         WHERE promise.agreement_version_id = answer.agreement_version_id AND promise.party = answer.party
         HAVING COUNT(DISTINCT promise.responsible_unit_id) = 1
         AND NOT BOOL_OR(promise.responsible_name = answer.party_name))
    ) WHERE answer.party = 'municipality' AND answer.party_unit_id IS NULL;
    ALTER TABLE agreements_{table} ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0016_sides_by_the_units_key")]

    operations = [
        migrations.RunSQL(FILL.format(table=table), migrations.RunSQL.noop, elidable=True) for table in TABLES
    ]
