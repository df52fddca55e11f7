import uuid

import pgtrigger
from django.db import models
from django.db.models import Case, Count, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.triggers import only_allowed_changes
from surveys.instruments import COLUMNS, QUESTIONS, Audience
from surveys.models.round import Round
from surveys.receipt import Told

# Between what the unit wants to show and the showing, where the writer has said yes beforehand: nobody knows
# where to reach the writer, who comes back to the page by the own code. As long as the days of grace.
DAYS_TO_OBJECT = 14

# What is not shown is erased a year after it was told, whoever it waits for: by then the unit has measured
# anew, nobody learns more from words that were never used, and they may still give someone away.
YEARS_KEPT = 1

SAME_UNIT = """
IF NEW.unit_id <> (SELECT unit_id FROM surveys_round WHERE id = NEW.round_id) THEN
    RAISE EXCEPTION 'A story of a round belongs to the unit of the round'
    USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""


class StoryState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("story", "Received")
    REVIEWED = "reviewed", pgettext_lazy("story", "Waiting for the writer")
    PUBLISHED = "published", pgettext_lazy("story", "Shown")
    DECLINED = "declined", pgettext_lazy("story", "Not shown")
    WITHDRAWN = "withdrawn", pgettext_lazy("story", "Taken back by the writer")


S = StoryState
# A story that has been shown can be taken down, with a reason, when a name has slipped through.
ALLOWED_CHANGES = {
    S.RECEIVED: {S.REVIEWED, S.DECLINED, S.WITHDRAWN},
    S.REVIEWED: {S.REVIEWED, S.PUBLISHED, S.DECLINED, S.WITHDRAWN},
    S.PUBLISHED: {S.DECLINED, S.WITHDRAWN},
    S.DECLINED: {S.REVIEWED, S.WITHDRAWN},
    S.WITHDRAWN: set(),
}


class Sharing(models.TextChoices):
    """What the writer consents to. Nothing is shown before the writer could see it as it will be shown."""

    ASK = "ask", _("Ask me first. I want to see the text and say yes.")
    TRUSTED = "trusted", _("You may show it when you have taken away names. I can still say no.")


class Experience(models.TextChoices):
    """What the writer says that it tells of: no one else judges that."""

    WORKS = "works", _("Something that has worked well")
    FAILS = "fails", _("Something that has not worked well")
    BOTH = "both", _("Both")


def this_month():
    return timezone.localdate().replace(day=1)


class StoryQuerySet(models.QuerySet):
    def ripe(self):
        """Those that the unit may know of: told in a round when it has closed for good, else next month.

        A story that appears while people answer would tell who was just here (ADR 15).
        """
        waits = Q(round=None, month__gte=this_month())
        return self.exclude(waits).exclude(round__is_closed=False)

    def readable(self):
        return self.ripe().exclude(state=S.WITHDRAWN)

    def beside_the_wall(self):
        """What a reviewer has before them besides the unit's own wall, the unread ones first."""
        order = Case(*(When(state=state, then=place) for place, state in enumerate(S.values)))
        stories = self.exclude(state=S.PUBLISHED, place=F("unit")).select_related("place")
        return stories.order_by(order, "-month", "id")

    def shown_at(self, unit):
        """Those on the wall of a unit or of a level above it, with all that is shown below it."""
        return self.filter(state=S.PUBLISHED, place__path__startswith=unit.path).select_related("place")

    def confirming(self):
        """Those whose writers tell of what works, from the last 12 months: what the receipt counts."""
        now = this_month()
        return self.filter(experience=Experience.WORKS, month__gt=now.replace(year=now.year - 1))

    def told(self) -> Told:
        """How many there are by each side."""
        counts = dict(self.order_by().values_list("audience").annotate(Count("pk")))
        return Told(counts.get(Audience.PATIENT, 0), counts.get(Audience.STAFF, 0))

    def without_place(self):
        """Published, and no level has had enough answers to show them yet."""
        return self.filter(state=S.PUBLISHED, place=None).select_related("unit")

    def to_erase(self):
        """The month in which they were told passed a year ago, and nothing shows them: see `erased_on`."""
        now = this_month()
        kept_from = now.replace(year=now.year - YEARS_KEPT)
        waits_for_writer = Q(state=S.REVIEWED) & ~Q(sharing=Sharing.TRUSTED)
        waits_for_answers = Q(state=S.PUBLISHED, place=None)
        not_shown = Q(state__in=[S.RECEIVED, S.DECLINED]) | waits_for_writer | waits_for_answers
        return self.filter(not_shown, month__lt=kept_from)

    def to_publish(self):
        """The writer has said yes beforehand, and has had the days to object."""
        last = timezone.localdate() - timezone.timedelta(days=DAYS_TO_OBJECT)
        return self.filter(state=S.REVIEWED, sharing=Sharing.TRUSTED, reviewed_on__lte=last)


class Story(models.Model):
    """What someone tells in own words of how care works, patient or staff.

    No key leads to who wrote it, nor to the writer's answers; the time is a month. Only the writer has the
    code, of which we keep the hash. `text` is never published: `public_text` is, once its names are gone, at
    `place`: the unit, or a level above that does not name the unit (story_places). A place never changes, not
    even when the story is taken down and shown anew: moving would tell which unit has got more answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="stories")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="stories")
    audience = models.CharField(max_length=7, choices=Audience)
    month = models.DateField(default=this_month)
    text = models.TextField()
    experience = models.CharField(max_length=5, choices=Experience, blank=True)
    sharing = models.CharField(max_length=7, choices=Sharing)
    state = models.CharField(max_length=9, choices=StoryState, default=S.RECEIVED)
    public_text = models.TextField(blank=True)
    question = models.CharField(max_length=2, choices=QUESTIONS, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    place = models.ForeignKey(
        OrganizationUnit, models.PROTECT, null=True, blank=True, related_name="shown_stories"
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-month", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="surveys_story_audience"),
            models.CheckConstraint(
                condition=Q(
                    state__in=S.values, sharing__in=Sharing.values, experience__in=["", *Experience.values]
                ),
                name="surveys_story_of_known_kinds",
            ),
            models.CheckConstraint(
                condition=Q(question__in=["", *COLUMNS]), name="surveys_story_of_a_question"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="surveys_story_knows_the_month_only"),
            models.CheckConstraint(
                condition=Q(state=S.WITHDRAWN, text="", public_text="", reason="")
                | (~Q(state=S.WITHDRAWN) & ~Q(text="")),
                name="surveys_story_taken_back_is_erased",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.REVIEWED, S.PUBLISHED])
                | Q(~Q(public_text=""), reviewed_on__isnull=False),
                name="surveys_story_shown_as_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.DECLINED) | ~Q(reason=""), name="surveys_story_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.RECEIVED, S.WITHDRAWN]) | Q(place__isnull=True),
                name="surveys_story_placed_once_shown",
            ),
        ]
        triggers = [
            only_allowed_changes(ALLOWED_CHANGES),
            pgtrigger.ReadOnly(
                name="told_once", fields=["unit", "round", "audience", "month", "sharing", "code_hash"]
            ),
            pgtrigger.Protect(
                name="words_of_the_writer",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__text__df=pgtrigger.F("new__text")) & ~pgtrigger.Q(new__text=""),
            ),
            pgtrigger.Protect(
                name="shown_as_seen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=S.PUBLISHED, new__state=S.PUBLISHED)
                & pgtrigger.Q(old__public_text__df=pgtrigger.F("new__public_text")),
            ),
            pgtrigger.Protect(
                name="keeps_its_place",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__place__isnull=False)
                & ~pgtrigger.Q(new__state=S.WITHDRAWN)
                & pgtrigger.Q(old__place__df=pgtrigger.F("new__place")),
            ),
            pgtrigger.Trigger(
                name="of_the_rounds_unit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__round__isnull=False),
                func=SAME_UNIT,
            ),
        ]

    class Privacy:
        personal = {"text", "public_text", "reason", "code_hash"}
        plain = {"audience", "month", "experience", "sharing", "state", "question", "reviewed_on"}

    def __str__(self):
        return f"{self.get_state_display()} {self.month:%Y-%m}"

    def can_become(self, state):
        return state in ALLOWED_CHANGES[StoryState(self.state)]

    @property
    def is_published(self):
        return self.state == S.PUBLISHED

    @property
    def is_reviewed(self):
        return self.state == S.REVIEWED

    @property
    def is_withdrawn(self):
        return self.state == S.WITHDRAWN

    @property
    def names_unit(self):
        """Whether it is shown with the name of the unit that it is about."""
        return self.place_id == self.unit_id

    @property
    def shown_from(self):
        """The day it will be shown by itself; None where the writer's yes is waited for."""
        if self.sharing == Sharing.TRUSTED and self.is_reviewed:
            return self.reviewed_on + timezone.timedelta(days=DAYS_TO_OBJECT)
        return None

    @property
    def erased_on(self):
        """The first day on which `to_erase` finds it as it stands now; None where it is or will be shown."""
        if self.is_withdrawn or self.shown_from or (self.is_published and self.place_id):
            return None
        month_after = (self.month + timezone.timedelta(days=31)).replace(day=1)
        return month_after.replace(year=month_after.year + YEARS_KEPT)
