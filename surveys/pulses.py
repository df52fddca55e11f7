"""Whether a patient is asked after a visit: a late one, once, not too often, nobody who is protected."""

import datetime

from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value

from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.prepared import Prepared
from patientkontrakt.ui.dates import local_date
from scheduling.models import Appointment, AppointmentStatus
from surveys.models.whom import resting

FRESH = datetime.timedelta(days=14)
UNTIL = ExpressionWrapper(F("ends_at") + Value(FRESH), output_field=DateTimeField())

# The patient's latest visit of the last two weeks, on the hot home page.
LATEST_VISIT = Prepared(
    lambda patient, today, now: (
        Appointment.objects.filter(patient=patient, status=AppointmentStatus.FULFILLED, ends_at__lte=now)
        .alias(fresh_until=UNTIL)
        .filter(fresh_until__gt=now)
        .select_related("unit")
        .order_by("-ends_at")[:1]
    )
)


def unit_to_ask_about(patient: Patient, visits: list) -> OrganizationUnit | None:
    """Where the patient has been lately (LATEST_VISIT), when it is time to ask."""
    if not visits or patient.is_protected:
        return None
    asked_since = Q(pulse_asked__asked_on__gte=local_date(visits[0].ends_at))
    is_left_in_peace = Patient.objects.filter(resting() | asked_since, pk=patient.pk).exists()
    return None if is_left_in_peace else visits[0].unit
