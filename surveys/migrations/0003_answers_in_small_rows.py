"""Tables for answers in small rows, for their queue and their sums; the former answers stand aside."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import surveys.models.response
import surveys.models.round


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_rounds_ask_more")]

    operations = [
        # Back again each round gets its link from the data; a default would give all of them the same.
        migrations.AlterField(
            model_name="round", name="staff_token", field=models.CharField(max_length=40, null=True)
        ),
        pgtrigger.migrations.RemoveTrigger(model_name="response", name="only_while_open"),
        migrations.RenameModel(old_name="Response", new_name="FormerResponse"),
        migrations.RunSQL(
            "ALTER INDEX surveys_response_pkey RENAME TO surveys_formerresponse_pkey",
            "ALTER INDEX surveys_formerresponse_pkey RENAME TO surveys_response_pkey",
        ),
        migrations.CreateModel(
            name="Incoming",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "round",
                    models.ForeignKey(
                        db_column="round_number",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="surveys.round",
                        to_field="number",
                    ),
                ),
                ("audience", surveys.models.response.AudienceField()),
                (
                    "way",
                    models.SmallIntegerField(
                        choices=[
                            (1, "Personal link"),
                            (2, "Poster in the waiting room"),
                            (3, "Screen at the unit"),
                            (4, "Telephone"),
                            (5, "Paper"),
                            (6, "After a visit"),
                            (7, "The staff's link"),
                        ]
                    ),
                ),
                (
                    "age_band",
                    models.SmallIntegerField(
                        choices=[
                            (0, "Not given"),
                            (1, "Under 18"),
                            (2, "18–39"),
                            (3, "40–64"),
                            (4, "65–79"),
                            (5, "80 or older"),
                        ],
                        default=0,
                    ),
                ),
                (
                    "language",
                    models.SmallIntegerField(
                        choices=[(0, "Not given"), (1, "Svenska"), (2, "English"), (3, "Another language")],
                        default=0,
                    ),
                ),
                ("q1", models.SmallIntegerField(default=0)),
                ("q2", models.SmallIntegerField(default=0)),
                ("q3", models.SmallIntegerField(default=0)),
                ("q4", models.SmallIntegerField(default=0)),
                ("q5", models.SmallIntegerField(default=0)),
                ("q6", models.SmallIntegerField(default=0)),
                ("q7", models.SmallIntegerField(default=0)),
                ("own1", models.SmallIntegerField(default=0)),
                ("own2", models.SmallIntegerField(default=0)),
                ("own3", models.SmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReceivedForm",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "round",
                    models.ForeignKey(
                        db_column="round_number",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_forms",
                        to="surveys.round",
                        to_field="number",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=surveys.models.response.random_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_column="round_number",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="surveys.round",
                        to_field="number",
                    ),
                ),
                ("audience", surveys.models.response.AudienceField()),
                (
                    "way",
                    models.SmallIntegerField(
                        choices=[
                            (1, "Personal link"),
                            (2, "Poster in the waiting room"),
                            (3, "Screen at the unit"),
                            (4, "Telephone"),
                            (5, "Paper"),
                            (6, "After a visit"),
                            (7, "The staff's link"),
                        ]
                    ),
                ),
                (
                    "age_band",
                    models.SmallIntegerField(
                        choices=[
                            (0, "Not given"),
                            (1, "Under 18"),
                            (2, "18–39"),
                            (3, "40–64"),
                            (4, "65–79"),
                            (5, "80 or older"),
                        ],
                        default=0,
                    ),
                ),
                (
                    "language",
                    models.SmallIntegerField(
                        choices=[(0, "Not given"), (1, "Svenska"), (2, "English"), (3, "Another language")],
                        default=0,
                    ),
                ),
                ("q1", models.SmallIntegerField(default=0)),
                ("q2", models.SmallIntegerField(default=0)),
                ("q3", models.SmallIntegerField(default=0)),
                ("q4", models.SmallIntegerField(default=0)),
                ("q5", models.SmallIntegerField(default=0)),
                ("q6", models.SmallIntegerField(default=0)),
                ("q7", models.SmallIntegerField(default=0)),
                ("own1", models.SmallIntegerField(default=0)),
                ("own2", models.SmallIntegerField(default=0)),
                ("own3", models.SmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "round",
                    models.ForeignKey(
                        db_index=False,
                        db_column="round_number",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollups",
                        to="surveys.round",
                        to_field="number",
                    ),
                ),
                ("audience", surveys.models.response.AudienceField()),
                ("band", models.CharField(max_length=20)),
                ("shown", models.SmallIntegerField(db_default=0, default=0)),
                ("people", models.IntegerField(default=0)),
                ("q1_1", models.IntegerField(default=0)),
                ("q1_2", models.IntegerField(default=0)),
                ("q1_3", models.IntegerField(default=0)),
                ("q1_4", models.IntegerField(default=0)),
                ("q1_5", models.IntegerField(default=0)),
                ("q2_1", models.IntegerField(default=0)),
                ("q2_2", models.IntegerField(default=0)),
                ("q2_3", models.IntegerField(default=0)),
                ("q2_4", models.IntegerField(default=0)),
                ("q2_5", models.IntegerField(default=0)),
                ("q3_1", models.IntegerField(default=0)),
                ("q3_2", models.IntegerField(default=0)),
                ("q3_3", models.IntegerField(default=0)),
                ("q3_4", models.IntegerField(default=0)),
                ("q3_5", models.IntegerField(default=0)),
                ("q4_1", models.IntegerField(default=0)),
                ("q4_2", models.IntegerField(default=0)),
                ("q4_3", models.IntegerField(default=0)),
                ("q4_4", models.IntegerField(default=0)),
                ("q4_5", models.IntegerField(default=0)),
                ("q5_1", models.IntegerField(default=0)),
                ("q5_2", models.IntegerField(default=0)),
                ("q5_3", models.IntegerField(default=0)),
                ("q5_4", models.IntegerField(default=0)),
                ("q5_5", models.IntegerField(default=0)),
                ("q6_1", models.IntegerField(default=0)),
                ("q6_2", models.IntegerField(default=0)),
                ("q6_3", models.IntegerField(default=0)),
                ("q6_4", models.IntegerField(default=0)),
                ("q6_5", models.IntegerField(default=0)),
                ("q7_1", models.IntegerField(default=0)),
                ("q7_2", models.IntegerField(default=0)),
                ("q7_3", models.IntegerField(default=0)),
                ("q7_4", models.IntegerField(default=0)),
                ("q7_5", models.IntegerField(default=0)),
                ("own1_1", models.IntegerField(default=0)),
                ("own1_2", models.IntegerField(default=0)),
                ("own1_3", models.IntegerField(default=0)),
                ("own1_4", models.IntegerField(default=0)),
                ("own1_5", models.IntegerField(default=0)),
                ("own2_1", models.IntegerField(default=0)),
                ("own2_2", models.IntegerField(default=0)),
                ("own2_3", models.IntegerField(default=0)),
                ("own2_4", models.IntegerField(default=0)),
                ("own2_5", models.IntegerField(default=0)),
                ("own3_1", models.IntegerField(default=0)),
                ("own3_2", models.IntegerField(default=0)),
                ("own3_3", models.IntegerField(default=0)),
                ("own3_4", models.IntegerField(default=0)),
                ("own3_5", models.IntegerField(default=0)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="instrument",
            name="frozen_once_answered",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instrument",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_answered",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (\n    SELECT 1 FROM surveys_round asked WHERE asked.instrument_id = OLD.id AND (\n        EXISTS (SELECT 1 FROM surveys_incoming WHERE round_number = asked.number)\n        OR EXISTS (SELECT 1 FROM surveys_response WHERE round_number = asked.number)\n    )\n) THEN\n    RAISE EXCEPTION 'An instrument that has been answered never changes.';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n",
                    hash="afdc1e59c1bdff379734ee495922bd64380fe5ad",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_once_answered_0e9e0",
                    table="surveys_instrument",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["patient", "staff"])), name="surveys_incoming_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_band__in", [0, 1, 2, 3, 4, 5]),
                    ("language__in", [0, 1, 2, 3]),
                    ("way__in", [1, 2, 3, 4, 5, 6, 7]),
                ),
                name="surveys_incoming_bands",
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("own1", 0),
                    ("own2", 0),
                    ("own3", 0),
                    ("q1", 0),
                    ("q2", 0),
                    ("q3", 0),
                    ("q4", 0),
                    ("q5", 0),
                    ("q6", 0),
                    ("q7", 0),
                    _negated=True,
                ),
                name="surveys_incoming_answers_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("q1__in", [0, 1, 2, 3, 4])), name="surveys_incoming_q1_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("q2__in", [0, 1, 2, 3, 4])), name="surveys_incoming_q2_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("q3__in", [0, 1, 2, 3, 4])), name="surveys_incoming_q3_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("q4__in", [0, 1, 2, 3, 4, 5])), name="surveys_incoming_q4_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("q5__in", [0, 1, 2, 3, 4])), name="surveys_incoming_q5_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("q6__in", [0, 1, 2, 3, 4])), name="surveys_incoming_q6_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("q7__in", [0, 1, 2, 3, 4, 5])), name="surveys_incoming_q7_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("own1__in", [0, 1, 2, 3, 4, 5])), name="surveys_incoming_own1_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("own2__in", [0, 1, 2, 3, 4, 5])), name="surveys_incoming_own2_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="incoming",
            constraint=models.CheckConstraint(
                condition=models.Q(("own3__in", [0, 1, 2, 3, 4, 5])), name="surveys_incoming_own3_possible"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incoming",
            trigger=pgtrigger.compiler.Trigger(
                name="only_until_closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nPERFORM 1 FROM surveys_round WHERE number = NEW.round_number AND NOT is_closed FOR KEY SHARE;\nIF NOT FOUND THEN\n    RAISE EXCEPTION 'A round that is closed for good takes no answers.'\n    USING ERRCODE = 'integrity_constraint_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="7a074fab4628cbc5715c3007211ff7db21a0147b",
                    operation="INSERT",
                    pgid="pgtrigger_only_until_closed_83283",
                    table="surveys_incoming",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incoming",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ac5e5e9e04478daaeb4b64c7ce066275ceaf1d84",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_d73dd",
                    table="surveys_incoming",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["patient", "staff"])), name="surveys_response_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_band__in", [0, 1, 2, 3, 4, 5]),
                    ("language__in", [0, 1, 2, 3]),
                    ("way__in", [1, 2, 3, 4, 5, 6, 7]),
                ),
                name="surveys_response_bands",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("own1", 0),
                    ("own2", 0),
                    ("own3", 0),
                    ("q1", 0),
                    ("q2", 0),
                    ("q3", 0),
                    ("q4", 0),
                    ("q5", 0),
                    ("q6", 0),
                    ("q7", 0),
                    _negated=True,
                ),
                name="surveys_response_answers_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("q1__in", [0, 1, 2, 3, 4])), name="surveys_response_q1_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("q2__in", [0, 1, 2, 3, 4])), name="surveys_response_q2_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("q3__in", [0, 1, 2, 3, 4])), name="surveys_response_q3_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("q4__in", [0, 1, 2, 3, 4, 5])), name="surveys_response_q4_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("q5__in", [0, 1, 2, 3, 4])), name="surveys_response_q5_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("q6__in", [0, 1, 2, 3, 4])), name="surveys_response_q6_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("q7__in", [0, 1, 2, 3, 4, 5])), name="surveys_response_q7_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("own1__in", [0, 1, 2, 3, 4, 5])), name="surveys_response_own1_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("own2__in", [0, 1, 2, 3, 4, 5])), name="surveys_response_own2_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("own3__in", [0, 1, 2, 3, 4, 5])), name="surveys_response_own3_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(
                fields=("round", "audience", "band"), name="surveys_rollup_once"
            ),
        ),
    ]
