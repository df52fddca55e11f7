import secrets

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from surveys.bands import AgeBand, Language, Way
from surveys.instruments import ALL_COLUMNS, COLUMNS, MAY_BE_NOT_RELEVANT, PASSED_OVER, Answer, Audience
from surveys.models.round import Round

# Waits for whoever is closing the round, and has them wait for it: nothing comes after the last count.
ONLY_UNTIL_CLOSED = """
PERFORM 1 FROM surveys_round WHERE number = NEW.round_number AND NOT is_closed FOR KEY SHARE;
IF NOT FOUND THEN
    RAISE EXCEPTION 'A round that is closed for good takes no answers.'
    USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""
ONLY_WHILE_OPEN = """
IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'An answer never changes.';
END IF;
IF (SELECT is_closed FROM surveys_round WHERE number = COALESCE(NEW.round_number, OLD.round_number)) THEN
    RAISE EXCEPTION 'The answers of a closed round never change.';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def possible_answers(column: str) -> list[int]:
    """What the database takes in a column: "not relevant" only where the question offers it."""
    may_not_be_relevant = column in MAY_BE_NOT_RELEVANT or column not in COLUMNS
    return [PASSED_OVER, *(a.value for a in Answer if a != Answer.NOT_RELEVANT or may_not_be_relevant)]


class AudienceField(models.SmallIntegerField):
    """An Audience as a small number, so that a row of answers stays within 64 bytes."""

    NUMBERS = {Audience.PATIENT: 1, Audience.STAFF: 2}  # noqa: RUF012
    AUDIENCES = {number: audience for audience, number in NUMBERS.items()}  # noqa: RUF012

    def from_db_value(self, value, expression, connection):
        return self.AUDIENCES[value]

    def to_python(self, value):
        return Audience(value)

    def get_prep_value(self, value):
        return self.NUMBERS[Audience(value)]


class Answers(models.Model):
    """One person's answers in one wide row. No time, no order, nothing of the link (ADR 8, 14)."""

    round = models.ForeignKey(
        Round, models.PROTECT, to_field="number", db_column="round_number", related_name="%(class)ss"
    )
    audience = AudienceField()
    way = models.SmallIntegerField(choices=Way)
    age_band = models.SmallIntegerField(choices=AgeBand, default=AgeBand.NOT_GIVEN)
    language = models.SmallIntegerField(choices=Language, default=Language.NOT_GIVEN)
    q1 = models.SmallIntegerField(default=PASSED_OVER)
    q2 = models.SmallIntegerField(default=PASSED_OVER)
    q3 = models.SmallIntegerField(default=PASSED_OVER)
    q4 = models.SmallIntegerField(default=PASSED_OVER)
    q5 = models.SmallIntegerField(default=PASSED_OVER)
    q6 = models.SmallIntegerField(default=PASSED_OVER)
    q7 = models.SmallIntegerField(default=PASSED_OVER)
    own1 = models.SmallIntegerField(default=PASSED_OVER)
    own2 = models.SmallIntegerField(default=PASSED_OVER)
    own3 = models.SmallIntegerField(default=PASSED_OVER)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="surveys_%(class)s_audience"
            ),
            models.CheckConstraint(
                condition=Q(way__in=Way.values, age_band__in=AgeBand.values, language__in=Language.values),
                name="surveys_%(class)s_bands",
            ),
            models.CheckConstraint(
                condition=~Q(**dict.fromkeys(ALL_COLUMNS, PASSED_OVER)),
                name="surveys_%(class)s_answers_something",
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{column}__in": possible_answers(column)}),
                    name=f"surveys_%(class)s_{column}_possible",
                )
                for column in ALL_COLUMNS
            ],
        ]

    class Privacy:
        personal = set()
        plain = {"audience", "way", "age_band", "language", *ALL_COLUMNS}

    def __str__(self):
        return f"{type(self).__name__} in {self.round_id}"


class Incoming(Answers):
    """The queue that answers come into; a worker folds it into Response and Rollup, and empties it."""

    id = models.BigAutoField(primary_key=True)

    class Meta(Answers.Meta):
        triggers = [
            pgtrigger.Trigger(
                name="only_until_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ONLY_UNTIL_CLOSED,
            ),
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
        ]


def random_key() -> int:
    return -secrets.randbits(60)


class Response(Answers):
    """Answers that are counted: in random order, under keys that tell nothing.

    While the round is open, keys are random and below zero. When it closes, all are drawn and numbered anew:
    such keys lie close together, and the index is the smaller for it.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    # A closed round's answers lie together: which pages hold them is index enough, and takes no room.
    round = models.ForeignKey(
        Round, models.PROTECT, to_field="number", db_column="round_number", related_name="responses",
        db_index=False,
    )  # fmt: skip

    class Meta(Answers.Meta):
        indexes = [
            BrinIndex(fields=["round"], name="surveys_response_round", pages_per_range=16, autosummarize=True)
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_while_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ONLY_WHILE_OPEN,
            )
        ]


class ReceivedForm(models.Model):
    """A form that has been received in a round that is not closed: the same form counts once."""

    key = models.UUIDField(primary_key=True)
    round = models.ForeignKey(
        Round, models.PROTECT, to_field="number", db_column="round_number", related_name="received_forms"
    )

    class Privacy:
        personal = set()
        plain = {"key"}

    def __str__(self):
        return f"A form in {self.round_id}"
