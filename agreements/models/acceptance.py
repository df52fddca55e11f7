from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import triggers
from agreements.models.side import HAS_A_NAME, ONE_POINT, AboutPointModel, OfSideModel, Party, Side
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import append_only


class Answer(models.TextChoices):
    AGREE = "agree", _("Agrees")
    INFORMED = "informed", _("Has been informed")
    DISAGREE = "disagree", _("Does not agree on something")
    WITHDRAWN = "withdrawn", _("Has taken back the answer")


class How(models.TextChoices):
    IN_THE_ROOM = "in_the_room", _("In the room")
    DIGITAL = "digital", _("Here in Patientkontrakt")
    TELEPHONE = "telephone", _("By telephone")
    PAPER = "paper", _("On paper")
    DELEGATE = "delegate", _("Through a delegate")
    GUARDIAN = "guardian", _("Through a guardian")


# How staff may have heard an answer that they record for someone else.
HEARD = (How.IN_THE_ROOM, How.TELEPHONE, How.PAPER)


# Answers that let the agreement hold; being informed is enough of others than the patient and care.
STANDING = (Answer.AGREE, Answer.INFORMED)


class AcceptanceQuerySet(models.QuerySet):
    def of(self, side: Side):
        known = (
            {"party_unit": side.unit_id} if side.unit_id else {"party_unit": None, "party_name": side.name}
        )
        return self.filter(party=side.party, **known)

    def unbroken_yes(self):
        """Moments when all sides had said yes or been informed, and nobody has taken it back since."""
        taken_back = Acceptance.objects.filter(
            agreement_version=OuterRef("agreement_version"),
            answer=Answer.WITHDRAWN,
            number__gt=OuterRef("number"),
        )
        return self.filter(~Exists(taken_back), is_mutual=True)

    def open_disagreements(self):
        """Points that a party has objected to and not answered anew since."""
        return self.filter(self._is_open())

    def to_answer_in(self, draft):
        """What still stands against the version before the one being written, if there is one."""
        if draft.number == 1:
            return self.none()
        before = {
            "agreement_version__agreement": draft.agreement_id,
            "agreement_version__number": draft.number - 1,
        }
        return self.open_disagreements().filter(**before)

    def with_points(self):
        """With the points in the same query; annotates `is_open`: a disagreement that still stands."""
        points = self.select_related("goal", "commitment", "warning_sign")
        return points.annotate(is_open=self._is_open())

    def _is_open(self):
        by_name = Q(party_unit=None, asked_unit=None, party_name=OuterRef("party_name"))
        asked_unit = ExpressionWrapper(OuterRef("party_unit"), models.UUIDField())
        answered_anew = Acceptance.objects.alias(asked_unit=asked_unit).filter(
            Q(party_unit=OuterRef("party_unit")) | by_name,
            agreement_version=OuterRef("agreement_version"),
            party=OuterRef("party"),
            answer__in=[*STANDING, Answer.WITHDRAWN],
            number__gt=OuterRef("number"),
        )
        return Q(~Exists(answered_anew), answer=Answer.DISAGREE)


class Acceptance(OfSideModel, AboutPointModel, BaseModel):
    """One answer of one side to one version. Append-only: what is agreed follows from these events."""

    agreement_version = models.ForeignKey(
        "agreements.AgreementVersion", models.PROTECT, related_name="acceptances"
    )
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="acceptances")
    number = models.PositiveIntegerField(help_text="the order of the answers to this version")
    answer = models.CharField(max_length=10, choices=Answer)
    is_mutual = models.BooleanField(default=False, help_text="with this answer all sides had said yes")
    reason = models.TextField(blank=True)
    own_proposal = models.TextField(blank=True)
    how = models.CharField(max_length=20, choices=How)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="acceptances_recorded"
    )
    recorded_by_name = models.CharField(max_length=200)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement_version", "number"], name="agreements_acceptance_numbered"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=STANDING) | ~Q(reason=""), name="agreements_acceptance_no_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.DISAGREE)
                | Q(goal=None, commitment=None, warning_sign=None, own_proposal=""),
                name="agreements_acceptance_point_only_when_disagree",
            ),
            models.CheckConstraint(condition=ONE_POINT, name="agreements_acceptance_one_point"),
            models.CheckConstraint(
                condition=~Q(party=Party.CARE) | Q(how=How.DIGITAL),
                name="agreements_acceptance_care_signs_in",
            ),
            models.CheckConstraint(
                condition=Q(is_mutual=False) | Q(answer__in=STANDING), name="agreements_acceptance_mutual_yes"
            ),
            models.CheckConstraint(condition=HAS_A_NAME, name="agreements_acceptance_others_have_a_name"),
            models.CheckConstraint(
                condition=~Q(answer=Answer.INFORMED, party__in=[Party.PATIENT, Party.CARE]),
                name="agreements_acceptance_others_are_informed",
            ),
        ]
        triggers = [append_only(), triggers.about_a_proposed_version()]

    class Privacy:
        personal = {"answer", "reason", "own_proposal", "recorded_by_name", "party_name"}
        plain = {"number", "party", "how"}

    def __str__(self):
        return f"{self.side}: {self.get_answer_display()}"

    @property
    def at(self):
        return self.created_at

    @property
    def stands(self):
        """Lets the agreement hold."""
        return self.answer in STANDING
