"""Which patients exist for a person, and the one door to a patient."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from patientkontrakt.access.models import CareRelation
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity, Outcome
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission, check_permission, has_permission
from patientkontrakt.prepared import ask

# CareRelation.objects.current() between one patient and one unit. Each action asks it, some along with more.
IN_CARE = """EXISTS (
    SELECT FROM access_carerelation WHERE patient_id = %(patient)s AND unit_id = %(unit)s
        AND starts <= %(today)s AND (ends IS NULL OR ends >= %(today)s)
)"""


def visible_patients(actor: Actor):
    """The patients that exist for the person: default none (patientdatalagen 4 kap. 1 §).

    The patient's side sees the one patient it acts for; staff who may open records see patients
    in a current care relation with the unit of the chosen assignment.
    """
    if actor.acts_for_patient:
        return Patient.objects.filter(pk=actor.patient.pk)
    if actor.is_staff and has_permission(actor, Permission.OPEN_RECORD):
        relations = CareRelation.objects.current().filter(unit=actor.unit, patient=OuterRef("pk"))
        return Patient.objects.filter(Exists(relations))
    return Patient.objects.none()


def enter_patient(*, by: Actor, patient_id, resource: str) -> Patient:
    """The one door to a patient, called by the guards alone: find, log, let in.

    Raises Http404 for a patient that does not exist for the person; the refusal is logged when
    the patient does exist.
    """
    if by.acts_for_patient and by.patient.pk == patient_id:
        patient = by.patient
    else:
        patient = visible_patients(by).filter(pk=patient_id).first()
    if patient is None:
        refused = Patient.objects.filter(pk=patient_id).first()
        if refused:
            record(
                by=by, activity=Activity.READ, resource=resource, patient=refused,
                outcome=Outcome.REFUSED,
            )  # fmt: skip
        raise Http404
    record(by=by, activity=Activity.READ, resource=resource, patient=patient)
    by.entered.add(patient.pk)
    return patient


def check_may(actor: Actor, permission: Permission, patient: Patient, *, in_care: bool | None = None) -> None:
    """The first line of every action about a patient: may this person do this, to this patient?

    A patient whom a guard has let the actor in to, in this very request, is not asked about again.
    Raises PermissionDenied with a sentence for the person. The system may do what its role may.
    `in_care` is the answer of who has asked IN_CARE already, about the actor's unit and this patient.
    """
    check_permission(actor, permission)
    if actor.role == actor.role.SYSTEM:
        return
    if actor.acts_for_patient and actor.patient.pk == patient.pk:
        return
    if patient.pk in actor.entered:
        return
    if not _is_visible(actor, patient, in_care):
        raise PermissionDenied(_("You have no care relation with this patient today."))


def _is_visible(actor, patient, in_care):
    """What visible_patients says, asked about one patient whom we hold."""
    if not (actor.is_staff and has_permission(actor, Permission.OPEN_RECORD)):
        return False
    if in_care is None:
        (in_care,) = ask(IN_CARE, patient=patient.pk, unit=actor.unit.pk, today=timezone.localdate())
    return in_care


def allowed(check, *args) -> bool:
    """Turn any check that raises PermissionDenied into yes or no, for templates."""
    try:
        check(*args)
    except PermissionDenied:
        return False
    return True
