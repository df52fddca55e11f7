"""Counts what the other rooms have recorded, unit by unit, as of now. Read what came of it in `recorded`.

Definitions: domain.md §7 and `recorded_words`; the target patients are those in a care relation with the unit
today. What does not count patients is counted only where it is of so many patients that it may be shown.
"""

import datetime

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
)
from django.utils import timezone

from agreements.models import Agreement, AgreementState, Question
from contacts.models import CareContact, ContactKind, ContactPath
from patientkontrakt.access.models import CareRelation
from patientkontrakt.people.models import Assignment, OrganizationUnit, Patient
from planning.models import Plan, PlanKind
from planning.next_step import without_next_step
from scheduling.models import Appointment, AppointmentStatus
from surveys.intervals import Share
from surveys.models.recorded_day import Measure
from surveys.small_groups import SMALL_GROUP

A_YEAR = datetime.timedelta(days=365)


def recorded_now() -> dict:
    """(unit's key, measure) → Share, for each care unit with anybody in care; few queries, however many."""
    relations = CareRelation.objects.current().filter(unit__in=OrganizationUnit.objects.care_units())
    whole = _patients_per_unit(relations)
    facts = {}
    for measure, found in _patients(relations):
        part = _patients_per_unit(found)
        facts |= {(unit, measure): Share(part.get(unit, 0), n) for unit, n in whole.items()}
    for measure, rows in ((Measure.AGREED_TIME, _times()), (Measure.ANSWERED_IN_TIME, _questions()),
                          (Measure.RESPONSIBLE, _plans())):  # fmt: skip
        facts |= {(row["of"], measure): Share(row["part"], row["whole"]) for row in rows}
    return facts


def _patients(relations):
    """Each measure that counts patients, with those that count."""
    yield Measure.AGREEMENT, relations.filter(patient__agreements__in=_agreements_in_force())
    yield Measure.CONTACT_PATHS, relations.filter(Exists(_useful_paths().filter(unit=OuterRef("unit"))))
    yield Measure.FIXED_CONTACT, relations.filter(patient__care_contacts__in=_fixed_contacts())
    # Each by its own: NOT IN a whole region's patients is not hashed, and grows with their number squared.
    own = Patient.objects.filter(pk=OuterRef("patient"))
    yield Measure.NEXT_STEP, relations.exclude(Exists(without_next_step(own)))
    yield Measure.SIP, relations.filter(patient__plans__in=_plans_in_force().filter(kind=PlanKind.SIP))


def _patients_per_unit(relations):
    return dict(relations.order_by().values_list("unit").annotate(Count("patient", distinct=True)))


def _agreements_in_force():
    """agreement_coverage counts what both agree on and what is not due for renewal."""
    return Agreement.objects.living().with_state().in_state(AgreementState.AGREED)


def _useful_paths():
    """They say when they are open, or how soon an answer comes."""
    return ContactPath.objects.filter(~Q(opening_hours="") | Q(answer_within_hours__isnull=False))


def _fixed_contacts():
    return CareContact.objects.current().filter(kind=ContactKind.CARE)


def _plans_in_force():
    return Plan.objects.active()


def _times():
    """Of the last year's times those that stayed agreed: a time that care called off was not kept by both."""
    now = timezone.now()
    times = Appointment.objects.filter(starts_at__gt=now - A_YEAR, starts_at__lte=now)
    return _counted(times, "unit", ~Q(status=AppointmentStatus.CANCELLED_BY_CARE))


def _questions():
    """Of the last year's questions to care those that were answered within the longest time that the unit
    promises; those that may still be waited for are not counted."""
    now, unit = timezone.now(), "agreement_version__agreement__unit"
    promises = ContactPath.objects.filter(unit=OuterRef(unit)).order_by().values("unit")
    hours = Subquery(promises.annotate(n=Max("answer_within_hours")).values("n"), IntegerField())
    due = ExpressionWrapper(F("created_at") + _Hours(F("hours")), DateTimeField())
    asked = Question.objects.to_care().filter(created_at__gt=now - A_YEAR)
    asked = asked.annotate(hours=hours).filter(hours__isnull=False).annotate(due=due)
    over = asked.filter(Q(due__lte=now) | Q(replied_at__isnull=False))
    return _counted(over, unit, Q(replied_at__lte=F("due")))


def _plans():
    """Of the plans in force those whose responsible staff member still works, or is named elsewhere."""
    works = Exists(Assignment.objects.current().filter(staff=OuterRef("responsible_staff")))
    plans = _plans_in_force().annotate(works=works)
    return _counted(plans, "unit", Q(works=True) | ~Q(responsible_name=""))


def _counted(rows, unit, is_part):
    counts = rows.order_by().annotate(of=F(unit)).values("of")
    counts = counts.annotate(
        part=Count("pk", filter=is_part), whole=Count("pk"), people=Count("patient", distinct=True)
    )
    return counts.filter(people__gte=SMALL_GROUP)


class _Hours(Func):
    template = "make_interval(hours => %(expressions)s)"
