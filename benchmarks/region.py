"""A region of many patients, written straight into the tables: only to measure on, never shown to anyone.

It walks past the actions (they would take hours) with the triggers off, and makes rows as actions leave them.
"""

import datetime
import time

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from agreements.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Commitment,
    Goal,
    WarningSign,
    WhatMatters,
)
from contacts.models import CareContact, ContactPath
from patientkontrakt.access.models import CareRelation
from patientkontrakt.people.models import (
    Assignment,
    OrganizationUnit,
    Patient,
    PatientIdentifier,
    Staff,
    User,
)
from planning.models import Need, Plan
from scheduling.models import Appointment, ProposedTime, TimeProposal

PATIENTS_PER_UNIT = 1000
STAFF_PER_UNIT = 8
NO_PASSWORD = "!"  # noqa: S105  nobody signs in with it
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
LONG_AGO = TODAY - 400 * DAY


def load(patients: int) -> None:
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        units = _organization(max(1, patients // PATIENTS_PER_UNIT))
        staff = {unit.pk: _staff(unit) for unit in units}
        for start in range(0, patients, 1000):
            _patients(range(start, min(start + 1000, patients)), units, staff)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{patients} patients at {len(units)} units, loaded in {time.perf_counter() - started:.0f} s")


def _organization(count):
    region = OrganizationUnit(name="Region", kind="region", hsa_id="B", path="b/", phone="08-465 004 00")
    administration = OrganizationUnit(
        name="Förvaltning", kind="administration", hsa_id="B-0", path="b/a/", parent=region
    )
    units = [
        OrganizationUnit(
            name=f"Enhet {n}", kind="care_unit", hsa_id=f"B-{n}", path=f"b/a/{n:03}/",
            parent=administration, phone="08-465 004 10",
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    OrganizationUnit.objects.bulk_create([region, administration, *units])
    ContactPath.objects.bulk_create(
        ContactPath(
            unit=unit, purpose=purpose, channel="phone", value="08-465 004 11", opening_hours="8–16",
            answer_within_hours=24, order=order,
        )
        for unit in units
        for order, purpose in enumerate(("Frågor", "Boka tid"))
    )  # fmt: skip
    return units


def _staff(unit):
    users = [
        User(username=f"{unit.hsa_id}-{n}", name=f"Person {n}", password=NO_PASSWORD)
        for n in range(STAFF_PER_UNIT)
    ]
    staff = [
        Staff(name=user.name, title="sjuksköterska", hsa_id=f"P-{user.username}", user=user) for user in users
    ]
    User.objects.bulk_create(users)
    Staff.objects.bulk_create(staff)
    Assignment.objects.bulk_create(
        Assignment(staff=person, unit=unit, role="clinician", starts=LONG_AGO) for person in staff
    )
    return staff


def _patients(numbers, units, staff_of):
    rows = {model: [] for model in ORDER}
    for n in numbers:
        unit = units[n % len(units)]
        k = n // len(units)  # the number within the unit: each unit gets the same mixture
        staff = staff_of[unit.pk][k % STAFF_PER_UNIT]
        for row in _one_patient(n, k, unit, staff):
            rows[type(row)].append(row)
    for model in ORDER:
        model.objects.bulk_create(rows[model])


ORDER = [
    User, Patient, PatientIdentifier, CareRelation, CareContact, WhatMatters, Agreement, AgreementVersion,
    Goal, Commitment, WarningSign, Acceptance, Appointment, TimeProposal, ProposedTime, Plan, Need,
]  # fmt: skip


def _one_patient(n, k, unit, staff):
    user = User(username=f"patient-{n}", name=f"Patient {n}", password=NO_PASSWORD)
    patient = Patient(
        user=user,
        given_name="Patient",
        family_name=f"Nummer{n:05}",
        birth_date=datetime.date(1950, 1, 1),
        email=f"{n}@example.org",
    )
    yield user
    yield patient
    yield PatientIdentifier(patient=patient, system="urn:patientkontrakt:local-reserve-number", value=f"B{n}")
    yield CareRelation(patient=patient, unit=unit, ground="listed", starts=LONG_AGO)
    yield CareContact(
        patient=patient, kind="care", staff=staff, unit=unit, is_coordinating=True, since=LONG_AGO,
        starts=LONG_AGO, reason="needed", decided_by=staff,
    )  # fmt: skip
    yield from _agreement(k, patient, unit, staff)
    yield from _times(k, patient, unit, staff)
    yield Plan(
        patient=patient, unit=unit, kind="VP", title="Vårdplan", responsible_staff=staff, starts=LONG_AGO,
        follow_up_on=TODAY + 60 * DAY,
    )  # fmt: skip
    yield Need(patient=patient, text="Stöd", responsible_unit=unit, author_role="clinician")


def _agreement(k, patient, unit, staff):
    """One patient in ten disagrees, is waited for, has passed the review or a late promise of care."""
    now = timezone.now()
    words = WhatMatters(patient=patient, text="Att orka", author="patient", written_by_name=patient.name)
    agreement = Agreement(patient=patient, unit=unit)
    version = AgreementVersion(
        agreement=agreement, patient=patient, what_matters=words, contact_text=unit.name,
        contact_phone=unit.phone, proposed_at=now, proposed_by=staff.user, proposed_by_name=staff.name,
        review_date=TODAY + (-5 if k % 40 == 1 else 90) * DAY,
    )  # fmt: skip
    own = {"agreement_version": version, "patient": patient}
    yield words
    yield agreement
    yield version
    for order in range(2):
        yield Goal(**own, text="Gå till affären", order=order)
        yield WarningSign(**own, sign="Andfådd", own_action="Vila", contact_text=unit.name, order=order)
        yield Commitment(
            **own,
            party="patient",
            what="Gå en runda",
            when_kind="recurring",
            when_text="varje dag",
            order=order,
        )
    for order in range(3):
        late = k % 40 == 2 and order == 0
        yield Commitment(
            **own, party="care", what="Ringa", responsible_staff=staff, when_kind="date", order=order,
            due_date=TODAY + (-3 if late else 20 + order) * DAY,
        )  # fmt: skip
    answer = {**own, "how": "digital", "recorded_by_name": "x"}
    yield Acceptance(**answer, number=1, party="care", answer="agree")
    if k % 40 == 3:
        yield Acceptance(**answer, number=2, party="patient", answer="disagree", reason="Nej")
    elif k % 40 != 4:
        yield Acceptance(**answer, number=2, party="patient", answer="agree", is_mutual=True)


def _times(k, patient, unit, staff):
    """Each has had one time; seven in ten have one to come, in slots that do not clash."""
    meeting = {"patient": patient, "unit": unit, "staff": staff, "purpose": "Besök", "place": "Plan 2"}
    slot = k // STAFF_PER_UNIT
    half_hour = datetime.timedelta(minutes=30)
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + DAY + slot * half_hour
    past = starts - 300 * DAY
    yield Appointment(**meeting, starts_at=past, ends_at=past + half_hour, status="fulfilled")
    if k % 10 < 7:
        yield Appointment(**meeting, starts_at=starts, ends_at=starts + half_hour)
    if k % 20 == 8:
        proposal = TimeProposal(**meeting)
        yield proposal
        for k in range(3):
            at = starts + 500 * DAY + k * DAY
            yield ProposedTime(
                proposal=proposal, patient=patient, number=k + 1, starts_at=at, ends_at=at + half_hour
            )
