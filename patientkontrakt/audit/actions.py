"""The only way into the log. `by` is a people.Actor; it is not imported, for the log lies below people."""

from collections.abc import Iterable

from patientkontrakt.audit.models import AuditEvent, Outcome
from patientkontrakt.prepared import new, save_new


def record(*, by, activity, resource, patient=None, outcome=Outcome.DONE) -> AuditEvent:
    """Write one event (HSLF-FS 2016:40 4 kap. 9 §). `resource` is a row, or "app.page" for a page.

    Call it in the same transaction as the change that it tells of.
    """
    return save_new(event_of(by=by, activity=activity, resource=resource, patient=patient, outcome=outcome))


def record_shown(*, by, activity, resource, patients: Iterable) -> None:
    """Write one event for each patient that a list or a search has shown, in one statement."""
    AuditEvent.objects.bulk_create(
        event_of(by=by, activity=activity, resource=resource, patient=patient) for patient in patients
    )


def record_each(*, by, activity, resources: Iterable) -> None:
    """Write one event for each of many rows that one action has made, in one statement."""
    AuditEvent.objects.bulk_create(
        event_of(by=by, activity=activity, resource=resource) for resource in resources
    )


def event_of(*, by, activity, resource, patient=None, outcome=Outcome.DONE) -> AuditEvent:
    """What `record` writes, for who writes it by the same statement as the change: save_together."""
    is_page = isinstance(resource, str)
    return new(
        AuditEvent,
        activity=activity,
        outcome=outcome,
        patient_id=patient.pk if patient else None,
        resource_type=resource if is_page else resource._meta.label,
        resource_id=None if is_page else resource.pk,
        **by.audit_fields,
    )
