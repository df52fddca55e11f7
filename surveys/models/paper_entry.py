import uuid

from django.db import models

from surveys.instruments import ALL_COLUMNS
from surveys.models.response import Answers

KEYED_IN = [*ALL_COLUMNS, "age_band", "language"]


def key_of_paper(round, number: int) -> uuid.UUID:
    """The same for the same paper of a round, so that it is counted once."""
    return uuid.uuid5(round.pk, str(number))


class PaperEntry(Answers):
    """A paper form as somebody has keyed it in. When it has been keyed in twice alike, it becomes an answer.

    `number` is written on the paper, so that it is found again. The second entry is kept when it says
    something else than the first, until somebody has looked at the paper again; then both are deleted.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    is_second = models.BooleanField(default=False)

    class Meta(Answers.Meta):
        ordering = ["number", "is_second"]
        constraints = [
            *Answers.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "number", "is_second"], name="surveys_paperentry_twice_a_number"
            ),
        ]

    class Privacy:
        personal = set()
        plain = Answers.Privacy.plain | {"key", "number", "is_second"}

    @property
    def beside(self):
        """The other entry of the same paper, where the two differ."""
        return self.round.paperentrys.filter(number=self.number).exclude(pk=self.pk).first()

    def differs(self, other) -> list[str]:
        """The columns in which two entries of a paper say something else."""
        return [column for column in KEYED_IN if getattr(self, column) != getattr(other, column)]
