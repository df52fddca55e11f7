"""What stands around an agreement: fixed contacts, plans, needs, and the looks that the log remembers."""

from agreements.actions import ask_of_one_mind, compare_views, write_view
from agreements.models import OneMind
from contacts.actions import appoint_contact
from contacts.models import AppointReason, CareContact, ContactKind
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity, Outcome
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient


def coordinator(
    scene: Scene, patient: Patient, slug: str, reason: str = AppointReason.NEEDED, code: str | None = None
) -> CareContact:
    """The fixed care contact who coordinates; appoints herself, as the head of the unit has let her."""
    return _appoint(patient, scene.actor(slug, code), reason, is_coordinating=True)


def physician(scene: Scene, patient: Patient, slug: str, code: str | None = None) -> CareContact:
    actor = scene.actor(slug, code)
    return _appoint(patient, actor, AppointReason.ASKED_FOR, kind=ContactKind.PHYSICIAN)


def another_contact(scene: Scene, patient: Patient, slug: str, role_text: str) -> CareContact:
    """A fixed care contact beside the coordinating one."""
    return _appoint(patient, scene.actor(slug), AppointReason.NEEDED, role_text=role_text)


def of_one_mind(
    scene: Scene, patient: Patient, care: Actor, outcome: OneMind, *, theirs: tuple, cares: tuple
):
    """Each has written the most important goal and the next step, and they have compared them."""
    me = Actor.for_patient(patient)
    asked = ask_of_one_mind(patient=patient, unit=care.unit, by=care)
    for by, (goal, next_step) in ((care, cares), (me, theirs)):
        write_view(concordance=asked, goal=goal, next_step=next_step, by=by)
    compare_views(concordance=asked, outcome=outcome, by=care)


def looks(scene: Scene, patient: Patient, slug: str, *days: int, code: str | None = None):
    """The record was opened on these days. The guards write this in a request; here nobody makes one."""
    for day in days:
        with scene.at(day, hour=13):
            record(
                by=scene.actor(slug, code), activity=Activity.READ, resource="pages.record", patient=patient
            )


def refused_look(scene: Scene, patient: Patient, by: Actor, day: int):
    with scene.at(day, hour=17):
        record(
            by=by, activity=Activity.READ, resource="pages.record", patient=patient, outcome=Outcome.REFUSED
        )


def _appoint(patient, actor, reason, **details):
    details = {"kind": ContactKind.CARE} | details
    return appoint_contact(
        patient=patient, staff=actor.staff, unit=actor.unit, reason=reason, by=actor, **details
    )
