"""Which patients a round asks by a link of their own."""

import datetime

from django.db.models import Q
from django.utils import timezone

from agreements.models import Agreement, AgreementState
from patientkontrakt.access.models import CareRelation
from patientkontrakt.people.models import Patient
from scheduling.models import Appointment
from surveys.models.round_states import InviteRule
from surveys.models.survey_settings import SurveySettings


def patients_to_ask(round):
    """Those whom the round's rule means, who were not asked in it, and who have not been asked of late.

    Nobody is asked more often than the region's days of rest allow, whichever unit asks and by whichever way.
    """
    patients = Patient.objects.filter(pk__in=patients_by_rule(round))
    return patients.exclude(survey_invitations__round=round).exclude(resting())


def resting() -> Q:
    """Patients who have been asked within the days of rest."""
    first = timezone.localdate() - datetime.timedelta(days=SurveySettings.objects.current().rest_days)
    asked = Q(survey_invitations__created_at__date__gt=first) | Q(pulse_asked__asked_on__gt=first)
    return Q(pk__in=Patient.objects.filter(asked).values("pk"))


def patients_by_rule(round):
    """Keys of patients, of those in care at the unit today."""
    if not round.asks_patients or round.invite == InviteRule.NOBODY:
        return Patient.objects.none().values("pk")
    in_care = CareRelation.objects.current().filter(unit=round.unit_id).values("patient")
    if round.invite == InviteRule.VISIT:
        return Appointment.objects.occupying().filter(
            unit=round.unit_id, patient__in=in_care, starts_at__lte=timezone.now(),
            starts_at__date__range=(round.visits_from, round.visits_to),
        ).values("patient")  # fmt: skip
    if round.invite == InviteRule.AGREEMENT:
        in_force = Agreement.objects.living().with_state().in_state(AgreementState.AGREED)
        return in_force.filter(patient__in=in_care).values("patient")
    return in_care
