"""Agreements are made as they are made in care: told, written, proposed, and answered by both sides."""

from agreements import actions
from agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    CommitmentParty,
    CommitmentStatus,
    How,
    WhenKind,
)
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import AgreementText, PromiseText
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient


def draft_first(scene: Scene, patient: Patient, text: AgreementText, by: Actor) -> AgreementVersion:
    """The unit's first agreement with the patient, from the patient's words to a draft that is ready."""
    _write_words(patient, text, by)
    version = actions.start_agreement(patient=patient, by=by).versions.get()
    return _fill(scene, version, text, by)


def propose_first(scene: Scene, patient: Patient, text: AgreementText, by: Actor) -> AgreementVersion:
    return actions.propose(version=draft_first(scene, patient, text, by), by=by)


def propose_next(scene: Scene, agreement: Agreement, text: AgreementText, by: Actor) -> AgreementVersion:
    """A new version: what is the same stays, what is no longer said goes, what is new comes."""
    version = actions.start_new_version(agreement=agreement, by=by)
    kept = {
        *(goal.text for goal in text.goals),
        *(promise.what for promise in text.promises),
        *(sign.sign for sign in text.signs),
    }
    for rows in (version.goals, version.commitments, version.warning_signs):
        for row in rows.all():
            if str(row) not in kept:
                actions.remove_row(row=row, by=by)
    return actions.propose(version=_fill(scene, version, text, by), by=by)


def both_agree(version: AgreementVersion, care: Actor, patient: Actor | None = None, told: How | None = None):
    """Care says yes, and the patient: by signing in, or as `told` to care. Whom it names is informed."""
    actions.accept(version=version, by=care)
    if patient:
        actions.accept(version=version, by=patient)
    else:
        actions.accept(version=version, told=told or How.IN_THE_ROOM, by=care)
    actions.record_informed(version=version, others=version.others, told=How.TELEPHONE, by=care)


def keep(version: AgreementVersion, *whats: str, by: Actor):
    """Promises that have been kept."""
    for promise in version.commitments.filter(what__in=whats):
        actions.report_commitment(commitment=promise, status=CommitmentStatus.DONE, by=by)


def promise_of(version: AgreementVersion, what: str) -> Commitment:
    return version.commitments.get(what=what)


def _write_words(patient, text, by):
    actions.write_what_matters(
        patient=patient, text=text.matters, strengths=text.strengths, helpers=text.helpers, by=by
    )


def _fill(scene, version, text, by):
    there = {
        str(row) for rows in (version.goals, version.commitments, version.warning_signs) for row in rows.all()
    }
    for goal in text.goals:
        if goal.text not in there:
            day = None if goal.days is None else scene.day(goal.days)
            actions.add_goal(
                version=version, text=goal.text, whose=goal.whose, target_date=day, easy_read=goal.easy, by=by
            )
    for promise in text.promises:
        if promise.what not in there:
            actions.add_commitment(version=version, **terms_of(scene, promise), by=by)
    for sign in text.signs:
        if sign.sign not in there:
            actions.add_warning_sign(
                version=version, sign=sign.sign, own_action=sign.own_action, urgency=sign.urgency,
                contact_text=sign.contact, contact_phone=sign.phone, easy_read=sign.easy, by=by,
            )  # fmt: skip
    version.refresh_from_db()
    return actions.edit_draft(
        version=version, seen_version=version.version, contact_text=text.contact, contact_phone=text.phone,
        review_date=scene.day(text.review), by=by,
    )  # fmt: skip


def terms_of(scene: Scene, promise: PromiseText) -> dict:
    """The promise as the action wants it: who, what, when."""
    return {
        "party": promise.party,
        "what": promise.what,
        "why": promise.why,
        "done_when": promise.done_when,
        "easy_read": promise.easy,
        **_who(scene, promise),
        **_when(scene, promise),
    }


def _who(scene, promise):
    units, staff = scene.organization.units, scene.organization.staff
    if promise.party == CommitmentParty.PATIENT:
        return {}
    if promise.who in units:
        return {"responsible_unit": units[promise.who]}
    if promise.party == CommitmentParty.CARE:
        return {"responsible_staff": staff[promise.who]}
    return {"responsible_name": promise.who}


def _when(scene, promise):
    if promise.days is not None:
        return {"when_kind": WhenKind.DATE, "due_date": scene.day(promise.days)}
    if promise.until is not None:
        return {"when_kind": WhenKind.PERIOD, "due_date": scene.day(promise.until)}
    if promise.often:
        return {"when_kind": WhenKind.RECURRING, "when_text": promise.often}
    return {"when_kind": WhenKind.WHEN_NEEDED, "when_text": promise.needed}
