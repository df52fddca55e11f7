from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.check_codes import check_code
from agreements.models import triggers
from agreements.models.acceptance import Acceptance, Answer
from agreements.models.commitment import Commitment, CommitmentParty
from agreements.models.concordance import Concordance
from agreements.models.copy import Copy
from agreements.models.goal import Goal
from agreements.models.side import CARE, PATIENT, Side
from agreements.models.warning_sign import WarningSign
from agreements.models.what_matters import WhatMatters
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import same_patient


class AgreementVersionQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(proposed_at=None)

    def proposed(self):
        return self.exclude(proposed_at=None)

    def in_force(self):
        """What holds now: an agreement's latest version that all agreed to, unless a yes was taken back.

        A version that a later one has replaced does not come back; ended agreements hold nothing.
        """
        yes = Acceptance.objects.unbroken_yes().filter(agreement_version=OuterRef("pk"))
        replaced = Acceptance.objects.filter(
            agreement_version__agreement=OuterRef("agreement"),
            agreement_version__number__gt=OuterRef("number"),
            is_mutual=True,
        )
        return self.filter(Exists(yes), ~Exists(replaced), agreement__ended_at=None, agreement__error_at=None)

    def with_given_on_paper(self):
        """Annotates `given_on_paper_at`: when the patient was last given the version on paper."""
        copies = Copy.objects.filter(agreement_version=OuterRef("pk")).order_by("-created_at")
        return self.annotate(given_on_paper_at=Subquery(copies.values("created_at")[:1]))

    def with_rows(self):
        """Everything that the two sides read; goals, promises and signs know whether they are disputed."""
        return self.select_related("agreement__unit", "what_matters", "concordance").prefetch_related(
            models.Prefetch("goals", Goal.objects.with_disputed()),
            models.Prefetch("commitments", Commitment.objects.with_who().with_disputed()),
            models.Prefetch("warning_signs", WarningSign.objects.with_disputed().most_urgent_first()),
        )


class AgreementVersion(BaseModel):
    """A numbered snapshot: a draft until it is proposed, and from then on unchangeable, rows and all."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="versions")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="agreement_versions")
    number = models.PositiveSmallIntegerField(default=1)
    what_matters = models.ForeignKey(WhatMatters, models.PROTECT, null=True, related_name="quoted_by")
    concordance = models.ForeignKey(Concordance, models.PROTECT, null=True, related_name="versions")
    contact_text = models.CharField(max_length=300, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    review_date = models.DateField(null=True, blank=True)
    teach_back = models.TextField(blank=True, help_text="how the patient would tell it at home, in own words")
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="agreement_versions_proposed"
    )
    proposed_by_name = models.CharField(max_length=200, blank=True)

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_version_numbered"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(proposed_at=None), name="agreements_version_one_draft"
            ),
        ]
        triggers = [
            triggers.version_frozen_when_proposed(),
            triggers.same_patient_as_agreement(),
            same_patient("what_matters", "agreements_whatmatters"),
            same_patient("concordance", "agreements_concordance"),
            triggers.no_suggestions_when_proposed(),
        ]

    class Privacy:
        personal = {"contact_text", "contact_phone", "teach_back", "proposed_by_name"}
        plain = {"number", "review_date", "proposed_at"}

    def __str__(self):
        return _("version %(number)s") % {"number": self.number}

    @property
    def is_draft(self):
        return self.proposed_at is None

    @property
    def is_current(self):
        """The one to answer now. Of a version whose agreement is with_state()."""
        return self.agreement.current_id == self.pk

    @property
    def is_in_force(self):
        """Of a version whose agreement is with_state()."""
        return self.agreement.in_force_id == self.pk

    @property
    def rows(self) -> list:
        return [*self.goals.all(), *self.commitments.all(), *self.warning_signs.all()]

    @property
    def promises_by_patient(self):
        return self._promises(CommitmentParty.PATIENT)

    @property
    def promises_by_care(self):
        return self._promises(CommitmentParty.CARE)

    @property
    def promises_by_others(self):
        return self._promises(CommitmentParty.RELATIVE, CommitmentParty.MUNICIPALITY, CommitmentParty.OTHER)

    @property
    def others(self) -> list[Side]:
        """Those beside the patient and care whom a promise names: they are to know of it, or say yes."""
        named = self.promises_by_others
        return list(dict.fromkeys(Side(row.party, row.who, row.responsible_unit_id) for row in named))

    @property
    def sides(self) -> list[Side]:
        """All whose answer the version waits for."""
        return [PATIENT, CARE, *self.others]

    @property
    def latest_answers(self) -> list[tuple]:
        """Each side with its latest answer, or None. Of a version read with its answers."""
        latest = {answer.side: answer for answer in self.acceptances.all()}
        return [(side, latest.get(side)) for side in self.sides]

    @property
    def waits_for_sides(self) -> list[Side]:
        """Whose yes is missing. Of a version read with its answers."""
        return [side for side, answer in self.latest_answers if answer is None or not answer.stands]

    @property
    def others_to_inform(self) -> list[Side]:
        """Others who have not answered. Of a version read with its answers."""
        return [
            side
            for side, answer in self.latest_answers
            if side.is_other and (answer is None or answer.answer == Answer.WITHDRAWN)
        ]

    @property
    def check_code(self):
        """What stands on its papers. Of a proposed version with_rows()."""
        return check_code(self)

    @property
    def promises_with_diary(self):
        """As Commitment.objects.with_diary(), of a version with_rows() whose agreement is with_state()."""
        rows = self.commitments.all() if self.is_in_force else []
        return [row for row in rows if row.when_kind == "recurring" and row.is_open and not row.is_disputed]

    @property
    def counters(self) -> dict[str, str]:
        """What stands in it, and the edit counter of each: the words are another row when they are others.

        Of a version with_rows().
        """
        rows = {str(row.pk): str(row.version) for row in self.rows}
        return {"words": str(self.what_matters_id or ""), "frame": str(self.version), **rows}

    @property
    def as_read(self) -> str:
        """What a page shows of the draft, to go along with what is answered there (agreements/as_read.py)."""
        return " ".join(f"{key}:{counter}" for key, counter in self.counters.items())

    @property
    def has_been_agreed(self):
        """All have said yes to it at some time. Of a version read with its answers."""
        return any(answer.is_mutual for answer in self.acceptances.all())

    @property
    def compared_with(self):
        """What tells what is new: the one that all had agreed to last, else the one before.

        A proposal that was refused in between holds for nobody. Of a version from contract.read_versions.
        """
        return self.agreed_before or self.previous

    @property
    def open_disagreements(self):
        """Of a version read with its answers."""
        return [answer for answer in self.acceptances.all() if answer.is_open]

    @property
    def suggestions(self):
        """Rows that a template brought in and that nobody has answered yet."""
        return [row for row in self.rows if row.is_suggestion]

    @property
    def missing(self) -> list[str]:
        """What must be there before the version can be proposed; empty when it is ready.

        The least that makes it an agreement by the programme (mission M1): it starts from the patient, says
        what care does, whom to turn to, and when we look at it again.
        """
        today = timezone.localdate()
        demands = [
            (self.what_matters or self.goals.all(), _("what matters to the patient, or a goal")),
            (self.promises_by_care, _("at least one thing that care does")),
            (self.contact_text or self.contact_phone, _("whom the patient turns to")),
            (self.review_date and self.review_date >= today, _("a day, from today on, to look at it again")),
        ]
        lacking = [sentence for is_there, sentence in demands if not is_there]
        return lacking + ([self._unanswered] if self.suggestions else [])

    @property
    def _unanswered(self):
        """At most three are named: the others are seen by their mark."""
        named = ", ".join(f"”{row}”" for row in self.suggestions[:3])
        more = len(self.suggestions) - 3
        sentence = ngettext(
            "your answer to a suggestion, yes or remove: %(named)s",
            "your answers to suggestions, yes or remove: %(named)s",
            len(self.suggestions),
        ) % {"named": named}
        if more <= 0:
            return sentence
        return sentence + " " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}

    def _promises(self, *parties):
        return [row for row in self.commitments.all() if row.party in parties]
