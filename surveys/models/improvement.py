from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patientkontrakt.base_model import BaseModel, PeriodModel
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.triggers import only_allowed_changes
from surveys.instruments import COLUMNS, QUESTIONS
from surveys.verdicts import Verdict


class ActionState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("improvement", "Planned")
    TESTING = "testing", pgettext_lazy("improvement", "Being tested")
    KEPT = "kept", pgettext_lazy("improvement", "Kept")
    CHANGED = "changed", pgettext_lazy("improvement", "To be changed and tested again")
    DROPPED = "dropped", pgettext_lazy("improvement", "Dropped")


S = ActionState
# A test is a PDSA cycle: beginning one leads to TESTING, and what was learnt to one of the other three.
ALLOWED_CHANGES = {
    S.PLANNED: {S.TESTING, S.DROPPED},
    S.TESTING: {S.KEPT, S.CHANGED, S.DROPPED},
    S.KEPT: set(),
    S.CHANGED: {S.TESTING, S.DROPPED},
    S.DROPPED: set(),
}
LIVING = [S.PLANNED, S.TESTING, S.CHANGED]
DECIDED = [S.KEPT, S.CHANGED, S.DROPPED]


class ImprovementActionQuerySet(models.QuerySet):
    def in_plan(self, year: int):
        """What a unit's plan of a year tells of: everything that was alive at some time of the year."""
        return self.filter(created_at__year__lte=year).filter(
            Q(state__in=LIVING) | Q(decided_on__year__gte=year)
        )

    def for_plan(self):
        return self.select_related("unit").prefetch_related("cycles").order_by("question", "created_at", "id")


class ImprovementAction(BaseModel):
    """What a unit, or everything below it, does about a question where too few say yes.

    `idea` is the change that is tried; `note` is what the question's trend shows at `note_on`. `verdict` is
    what the trend said when it was last decided about: measurements that come later do not change it.
    """

    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="improvement_actions")
    question = models.CharField(max_length=2, choices=QUESTIONS)
    aim = models.CharField(max_length=300)
    idea = models.TextField()
    owner = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    note_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=7, choices=ActionState, default=S.PLANNED)
    result = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)

    objects = ImprovementActionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__in=COLUMNS), name="surveys_improvement_of_a_question"
            ),
            models.CheckConstraint(
                condition=~Q(aim="") & ~Q(idea="") & ~Q(owner=""),
                name="surveys_improvement_says_what_and_who",
            ),
            models.CheckConstraint(
                condition=Q(note="", note_on__isnull=True) | Q(~Q(note=""), note_on__isnull=False),
                name="surveys_improvement_note_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=S.values), name="surveys_improvement_of_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(~Q(result=""), decided_on__isnull=False),
                name="surveys_improvement_decided_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="surveys_improvement_of_known_verdict"
            ),
        ]
        triggers = [only_allowed_changes(ALLOWED_CHANGES)]

    class Privacy:
        personal = {"owner"}
        plain = {
            "question", "aim", "idea", "due", "note_on", "note", "state", "result", "decided_on", "verdict",
        }  # fmt: skip

    def __str__(self):
        return self.aim

    def can_become(self, state):
        return state in ALLOWED_CHANGES[ActionState(self.state)]

    @property
    def is_living(self):
        return self.state in LIVING

    @property
    def is_overdue(self):
        return self.is_living and self.due is not None and self.due < timezone.localdate()

    @property
    def possible_decisions(self) -> list[ActionState]:
        return [state for state in DECIDED if self.can_become(state)]

    @property
    def open_tests(self) -> list["PdsaCycle"]:
        """Those that a decision ends."""
        return [test for test in self.cycles.all() if test.goes_on]

    def is_decided_as(self, state, result) -> bool:
        """Whether this very decision stands already, in the same words: it was sent twice."""
        return self.state in DECIDED and (self.state, self.result) == (state, result)

    @property
    def may_begin_cycle(self):
        return self.state == S.TESTING or self.can_become(S.TESTING)

    @property
    def verdict_then(self) -> Verdict | None:
        """What the trend said at the decision that stands; None while it is tested (again)."""
        return Verdict(self.verdict) if self.verdict and self.state in DECIDED else None

    @property
    def since(self):
        """The first day of the first test: from then on the trend may show whether it helped."""
        return min((cycle.starts for cycle in self.cycles.all()), default=None)


class PdsaCycle(PeriodModel):
    """One small test: plan, do, study, act. Its words are filled in as it goes."""

    action = models.ForeignKey(ImprovementAction, models.PROTECT, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    plan = models.TextField()
    do = models.TextField(blank=True)
    study = models.TextField(blank=True)
    act = models.TextField(blank=True)

    class Meta(PeriodModel.Meta):
        ordering = ["number"]
        constraints = [
            *PeriodModel.Meta.constraints,
            models.UniqueConstraint(fields=["action", "number"], name="surveys_cycle_one_of_each_number"),
            models.CheckConstraint(condition=~Q(plan=""), name="surveys_cycle_is_planned"),
        ]

    class Privacy:
        personal = set()
        plain = {"number", "plan", "do", "study", "act", "starts", "ends"}

    def __str__(self):
        return _("Test %(number)s") % {"number": self.number}

    @property
    def goes_on(self):
        """Beyond today."""
        return self.ends is None or self.ends > timezone.localdate()

    @property
    def steps(self):
        """(what the step is called, what was written), in order."""
        return [(label, getattr(self, name)) for name, label in STEPS.items()]


STEPS = {
    "plan": pgettext_lazy("pdsa", "Plan"),
    "do": pgettext_lazy("pdsa", "Do"),
    "study": pgettext_lazy("pdsa", "Study"),
    "act": pgettext_lazy("pdsa", "Act"),
}
