"""All that the patient's home and the record show, each in one statement that is put together once."""

from agreements.models import Agreement, Commitment, Concordance, Preparation, WarningSign, WhatMatters
from contacts.models import CareContact
from contacts.paths import WAYS, ways_to_contact
from patientkontrakt.people.models import Patient
from patientkontrakt.prepared import Prepared, Together
from planning.models import Need, Plan
from scheduling.models import Appointment, TimeProposal
from surveys.pulses import LATEST_VISIT


def _agreements(patient):
    return Agreement.objects.filter(patient=patient).select_related("unit")


def _promises(patient):
    return Commitment.objects.filter(patient=patient).in_force().with_who().with_disputed()


def _signs(patient):
    return WarningSign.objects.filter(patient=patient).in_force().with_disputed()


def _proposals(patient):
    return TimeProposal.objects.filter(patient=patient).unsettled()


def _appointments(patient):
    return Appointment.objects.filter(patient=patient).with_people()


def _plans(patient):
    return Plan.objects.filter(patient=patient).active()


def _needs(patient):
    return Need.objects.filter(patient=patient).open()


BOTH = {
    "what_matters": Prepared(lambda patient, today, now: WhatMatters.objects.filter(patient=patient)[:1]),
    "care_contacts": Prepared(
        lambda patient, today, now: CareContact.objects.filter(patient=patient).current(today).with_people()
    ),
}
HOME = Together(
    **BOTH,
    ways=WAYS,
    agreements=Prepared(lambda patient, today, now: _agreements(patient).living().with_state(today)),
    promises=Prepared(lambda patient, today, now: _promises(patient).open()),
    proposals=Prepared(lambda patient, today, now: _proposals(patient).with_time_left(now)),
    appointments=Prepared(lambda patient, today, now: _appointments(patient).upcoming(now)),
    visits=LATEST_VISIT,
    plans=Prepared(lambda patient, today, now: _plans(patient).select_related("responsible_staff")),
)
RECORD = Together(
    **BOTH,
    agreements=Prepared(lambda patient, today, now: _agreements(patient).with_state(today)),
    promises=Prepared(lambda patient, today, now: _promises(patient)),
    signs=Prepared(lambda patient, today, now: _signs(patient)),
    proposals=Prepared(lambda patient, today, now: _proposals(patient).with_times()),
    appointments=Prepared(lambda patient, today, now: _appointments(patient).unfinished()),
    plans=Prepared(lambda patient, today, now: _plans(patient).for_overview()),
    needs=Prepared(lambda patient, today, now: _needs(patient).for_overview(today)),
    preparations=Prepared(
        lambda patient, today, now: Preparation.objects.filter(patient=patient).open().written()
    ),
    concordances=Prepared(lambda patient, today, now: Concordance.objects.filter(patient=patient)),
)


def read_home(patient: Patient) -> dict:
    facts = _read(HOME, patient)
    return facts | {"ways": ways_to_contact(patient, known=facts["ways"])}


def read_record(patient: Patient) -> dict:
    return _read(RECORD, patient)


def _read(rooms, patient):
    facts = rooms(patient)
    return facts | {"what_matters": next(iter(facts["what_matters"]), None)}
