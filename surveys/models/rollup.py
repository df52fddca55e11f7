from django.db import models

from surveys.instruments import ALL_COLUMNS, COUNTED, Answer
from surveys.models.response import AudienceField
from surveys.models.round import Round

# q1_1 … own3_5: how many chose each answer to each question.
COUNTS = [f"{column}_{answer}" for column in ALL_COLUMNS for answer in Answer.values]


class Rollup(models.Model):
    """How many of one audience, in one band, chose what in a round. Only actions.counting writes it.

    Small groups are in it: `shown` says which questions' cells may be seen once the round is closed, one
    bit for each of ALL_COLUMNS. Read it through `surveys.rollups`, which adds what still waits in the queue.
    """

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(
        Round, models.PROTECT, to_field="number", db_column="round_number", db_index=False,
        related_name="rollups",
    )  # fmt: skip
    audience = AudienceField()
    band = models.CharField(max_length=20)
    shown = models.SmallIntegerField(default=0, db_default=0)
    people = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "band", "audience"], name="surveys_rollup_once")
        ]

    class Privacy:
        personal = set()
        plain = {"audience", "band", "shown", "people", *COUNTS}

    def __str__(self):
        return f"{self.audience} {self.band} in {self.round_id}"

    def n(self, column):
        """How many said yes, partly or no: whose number decides whether the cell may be seen (ADR 17)."""
        return sum(getattr(self, f"{column}_{answer}") for answer in COUNTED)


for count in COUNTS:
    Rollup.add_to_class(count, models.IntegerField(default=0))
