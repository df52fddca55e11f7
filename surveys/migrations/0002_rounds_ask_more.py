"""Rounds know whom they ask and how; open links, calendars, the region's settings, recorded days."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import surveys.models.response
import surveys.models.round


class Migration(migrations.Migration):
    dependencies = [("people", "0002_user_identifier"), ("surveys", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE surveys_round_number AS integer", "DROP SEQUENCE surveys_round_number"
        ),
        migrations.CreateModel(
            name="Calendar",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_calendars",
                        to="people.organizationunit",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "audience",
                    models.CharField(
                        choices=[("patient", "Patients"), ("staff", "Staff"), ("both", "Patients and staff")],
                        default="both",
                        max_length=7,
                    ),
                ),
                (
                    "invite",
                    models.CharField(
                        choices=[
                            ("in_care", "All who are in care at the unit"),
                            ("visit", "All with a visit in a period"),
                            ("agreement", "All with an agreement in force"),
                            ("nobody", "Nobody: an open link only"),
                        ],
                        default="in_care",
                        max_length=9,
                    ),
                ),
                ("every_months", models.PositiveSmallIntegerField()),
                ("first_day", models.DateField()),
                ("days_open", models.PositiveSmallIntegerField()),
                ("remind_after_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("target", models.PositiveIntegerField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("last_opened", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["unit__path", "first_day"],
            },
        ),
        migrations.CreateModel(
            name="OpenLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_links",
                        to="surveys.round",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                    "token",
                    models.CharField(default=surveys.models.round.new_token, max_length=40, unique=True),
                ),
                ("limit", models.PositiveIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RecordedDay",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recorded_days",
                        to="people.organizationunit",
                    ),
                ),
                ("day", models.DateField()),
                ("measure", models.CharField(max_length=30)),
                ("part", models.PositiveIntegerField()),
                ("whole", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="SurveySettings",
            fields=[
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.UUID("00000000-0000-4000-8000-000000000004"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("small_group", models.PositiveSmallIntegerField(default=5)),
                ("rest_days", models.PositiveSmallIntegerField(default=90)),
                ("receipt_percent", models.PositiveSmallIntegerField(default=80)),
                ("grace_days", models.PositiveSmallIntegerField(default=14)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="round",
            name="asks_the_same",
        ),
        migrations.RemoveConstraint(
            model_name="round",
            name="surveys_round_one_at_a_time",
        ),
        migrations.AddField(
            model_name="round",
            name="audience",
            field=models.CharField(
                choices=[("patient", "Patients"), ("staff", "Staff"), ("both", "Patients and staff")],
                default="both",
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="invite",
            field=models.CharField(
                choices=[
                    ("in_care", "All who are in care at the unit"),
                    ("visit", "All with a visit in a period"),
                    ("agreement", "All with an agreement in force"),
                    ("nobody", "Nobody: an open link only"),
                ],
                default="in_care",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="number",
            field=models.IntegerField(
                db_default=models.Func(
                    models.Value("surveys_round_number"),
                    function="nextval",
                    output_field=models.IntegerField(),
                ),
                editable=False,
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="remind_after_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="target",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="to_ask",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="round",
            name="visits_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="visits_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="withdrawn_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="round",
            name="kind",
            field=models.CharField(
                choices=[
                    ("baseline", "First measurement"),
                    ("follow_up", "Follow-up"),
                    ("pulse", "After visits"),
                ],
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="asks_the_same",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."instrument_id" IS DISTINCT FROM (NEW."instrument_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."opens" IS DISTINCT FROM (NEW."opens"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="22358a75e368c02b422c522944ca47b58caba0b4",
                    operation="UPDATE",
                    pgid="pgtrigger_asks_the_same_bbafc",
                    table="surveys_round",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    models.Q(("kind", "pulse"), _negated=True), ("withdrawn_at__isnull", True)
                ),
                expressions=[
                    ("unit", "="),
                    (
                        models.Func(
                            "opens",
                            "closes",
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="surveys_round_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "pulse")),
                fields=("unit", "opens"),
                name="surveys_round_one_pulse_a_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "pulse"), _negated=True), ("opens__day", 1), _connector="OR"
                ),
                name="surveys_round_pulse_from_first_of_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("invite", "visit"), ("visits_from__isnull", False), ("visits_to__isnull", False)
                    ),
                    models.Q(
                        models.Q(("invite", "visit"), _negated=True),
                        ("visits_from__isnull", True),
                        ("visits_to__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="surveys_round_visits_have_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                    models.Q(
                        ("is_closed", True),
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="surveys_round_withdrawn_is_closed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveysettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", uuid.UUID("00000000-0000-4000-8000-000000000004"))),
                name="surveys_settings_one_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveysettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("small_group__gte", 5)), name="surveys_settings_small_group_only_raised"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveysettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("receipt_percent__gte", 1), ("receipt_percent__lte", 100)),
                name="surveys_settings_receipt_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendar",
            constraint=models.CheckConstraint(
                condition=models.Q(("days_open__gte", 1), ("every_months__gte", 1)),
                name="surveys_calendar_goes_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_opened__isnull", True),
                    ("last_opened__gte", models.F("first_day")),
                    _connector="OR",
                ),
                name="surveys_calendar_opened_from_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="openlink",
            constraint=models.UniqueConstraint(fields=("round", "way"), name="surveys_openlink_once_a_way"),
        ),
        migrations.AddConstraint(
            model_name="openlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("way__in", [2, 3]), models.Q(("limit__isnull", False), ("way", 7)), _connector="OR"
                ),
                name="surveys_openlink_staffs_is_limited",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedday",
            constraint=models.UniqueConstraint(
                fields=("unit", "day", "measure"), name="surveys_recordedday_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedday",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__lte", models.F("whole"))), name="surveys_recordedday_part_of_whole"
            ),
        ),
    ]
