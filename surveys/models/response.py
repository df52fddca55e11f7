import uuid

import pgtrigger
from django.db import models
from django.db.models import Count, Q

from surveys.instruments import COLUMNS, MAY_BE_NOT_RELEVANT, Answer, Audience
from surveys.models.round import Round

ONLY_WHILE_OPEN = """
IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'An answer never changes.';
END IF;
IF (SELECT is_closed FROM surveys_round WHERE id = COALESCE(NEW.round_id, OLD.round_id)) THEN
    RAISE EXCEPTION 'The answers of a closed round never change.';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def possible_answers(column: str) -> list[int]:
    """What the database takes in a column: "not relevant" only where the question offers it."""
    return [a.value for a in Answer if a != Answer.NOT_RELEVANT or column in MAY_BE_NOT_RELEVANT]


class ResponseQuerySet(models.QuerySet):
    def counted(self):
        """How many chose each answer, per round and audience: one row for each, columns `q1_1` … `q7_5`."""
        return self.values("round", "audience").annotate(
            **{
                f"{column}_{answer}": Count("pk", filter=Q(**{column: answer}))
                for column in COLUMNS
                for answer in Answer.values
            }
        )


class Response(models.Model):
    """One person's answers, one wide row. No time, no order, nothing of the link that was used: ADR 0008."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="responses")
    audience = models.CharField(max_length=7, choices=Audience)
    q1 = models.SmallIntegerField(null=True, choices=Answer)
    q2 = models.SmallIntegerField(null=True, choices=Answer)
    q3 = models.SmallIntegerField(null=True, choices=Answer)
    q4 = models.SmallIntegerField(null=True, choices=Answer)
    q5 = models.SmallIntegerField(null=True, choices=Answer)
    q6 = models.SmallIntegerField(null=True, choices=Answer)
    q7 = models.SmallIntegerField(null=True, choices=Answer)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="surveys_response_audience"
            ),
            models.CheckConstraint(
                condition=~Q(**{f"{column}__isnull": True for column in COLUMNS}),
                name="surveys_response_answers_something",
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{column}__in": possible_answers(column)}),
                    name=f"surveys_response_{column}_possible",
                )
                for column in COLUMNS
            ],
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_while_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ONLY_WHILE_OPEN,
            )
        ]

    class Privacy:
        personal = set()
        plain = {"audience", *COLUMNS}

    def __str__(self):
        return f"Response in {self.round_id}"
