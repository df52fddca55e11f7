import uuid

from django.db import models

from surveys.models.response import Answers


def key_of_paper(round, number: int) -> uuid.UUID:
    """The same for the same paper of a round, so that it is counted once."""
    return uuid.uuid5(round.pk, str(number))


class PaperEntry(Answers):
    """A paper form that has been keyed in once. When it has been keyed in twice alike, it becomes an answer.

    `number` is written on the paper, so that it is found again. The row is deleted with the second entry.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()

    class Meta(Answers.Meta):
        ordering = ["number"]
        constraints = [
            *Answers.Meta.constraints,
            models.UniqueConstraint(fields=["round", "number"], name="surveys_paperentry_once_a_number"),
        ]

    class Privacy:
        personal = set()
        plain = Answers.Privacy.plain | {"key", "number"}
