from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.warning_sign import Urgency
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import OrganizationUnit


class TemplateRowKind(models.TextChoices):
    """Named as the editor's kinds of rows are; a topic is talked about and never becomes a row."""

    GOAL = "goals", _("Goals")
    PATIENT_PROMISE = "patient-promises", _("I do")
    CARE_PROMISE = "care-promises", _("Care does")
    WARNING_SIGN = "warning-signs", _("If I get worse")
    TOPIC = "topics", _("To talk about")


class CareRole(models.TextChoices):
    """Who a promise of care's is meant for, before anyone knows the patient."""

    CONTACT = "contact", _("The patient's fixed contact")
    UNIT = "unit", _("The unit")


Kind = TemplateRowKind


class AgreementTemplateQuerySet(models.QuerySet):
    def with_rows(self):
        return self.prefetch_related("rows")


class AgreementTemplate(BaseModel):
    """A unit's own text to begin an agreement from. It suggests, and never decides.

    A shipped one (agreements/shipped_templates.py) is the same without a unit, and never saved; a unit
    that changes it has a copy with the same slug.
    """

    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="agreement_templates")
    slug = models.SlugField(max_length=50)
    name = models.CharField(max_length=100)
    about = models.CharField(max_length=300)
    review_weeks = models.PositiveSmallIntegerField(default=12)
    is_hidden = models.BooleanField(default=False)

    objects = AgreementTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "slug"], name="agreements_template_once_a_unit"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(about=""), name="agreements_template_says_what"
            ),
            models.CheckConstraint(
                condition=Q(review_weeks__range=(1, 104)), name="agreements_template_sane_review"
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"slug", "name", "about", "review_weeks"}

    def __str__(self):
        return self.name

    @property
    def is_shipped(self):
        return self.unit_id is None

    @property
    def terms(self) -> dict:
        return {name: getattr(self, name) for name in ("name", "about", "review_weeks")}

    @cached_property
    def lines(self) -> list["TemplateRow"]:
        return list(self.rows.all())

    @property
    def parts(self):
        """Each kind with its rows, in the order of the agreement."""
        return [(kind, self.lines_of(kind)) for kind in Kind]

    @property
    def topics(self):
        return self.lines_of(Kind.TOPIC)

    def lines_of(self, kind):
        return [line for line in self.lines if line.kind == kind]


IS_PROMISE = Q(kind__in=[Kind.PATIENT_PROMISE, Kind.CARE_PROMISE])


class TemplateRow(BaseModel):
    """One suggestion. `text` is the goal, what is promised, the sign, or what to talk about."""

    template = models.ForeignKey(AgreementTemplate, models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=20, choices=Kind)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    easy_read = models.CharField(max_length=500, blank=True)
    why = models.CharField(max_length=500, blank=True)
    when_text = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=10, choices=CareRole, blank=True)
    own_action = models.CharField(max_length=500, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, blank=True)

    class Meta:
        ordering = ["order", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "kind", "order"], name="agreements_template_row_one_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="agreements_template_row_not_empty"),
            models.CheckConstraint(
                condition=Q(IS_PROMISE, ~Q(when_text="")) | Q(~IS_PROMISE, when_text="", why=""),
                name="agreements_template_promise_says_when",
            ),
            models.CheckConstraint(
                condition=Q(Q(kind=Kind.CARE_PROMISE), ~Q(who="")) | Q(~Q(kind=Kind.CARE_PROMISE), who=""),
                name="agreements_template_care_says_who",
            ),
            models.CheckConstraint(
                condition=Q(Q(kind=Kind.WARNING_SIGN), ~Q(urgency=""), ~Q(own_action=""))
                | Q(~Q(kind=Kind.WARNING_SIGN), urgency="", own_action=""),
                name="agreements_template_sign_says_what_to_do",
            ),
        ]  # fmt: skip

    class Privacy:
        personal = set()
        plain = {
            "kind", "order", "text", "easy_read", "why", "when_text", "who", "own_action", "urgency",
        }  # fmt: skip

    def __str__(self):
        return self.text

    @property
    def terms(self) -> dict:
        """What the row says, of the fields that its kind has."""
        names = ("text", "easy_read", "why", "when_text", "who", "own_action", "urgency")
        return {name: getattr(self, name) for name in names}
