"""Answering on the turned screen: what both have read together is proposed and answered in one step."""

from collections.abc import Iterable

from django.db import transaction

from agreements.actions.answers import Objection, accept, disagree, propose, record_informed
from agreements.models import PATIENT, Acceptance, AgreementVersion, How, Side
from agreements.permissions import check_may_edit
from patientkontrakt.people.actor import Actor


@transaction.atomic
def agree_in_the_room(
    *, version: AgreementVersion, seen: str, informed: Iterable[Side] = (), agreeing: Iterable[Side] = (),
    by: Actor,
) -> AgreementVersion:  # fmt: skip
    """Propose the draft; care says yes, and what the patient and others present said is recorded.

    Nobody says yes to what they have not read: see `propose` for `seen`.
    """
    check_may_edit(by, version.agreement)
    proposed = propose(version=version, seen=seen, by=by)
    accept(version=proposed, by=by)
    for side in (PATIENT, *agreeing):
        accept(version=proposed, told=How.IN_THE_ROOM, side=side, by=by)
    record_informed(version=proposed, others=set(informed) - set(agreeing), by=by)
    return proposed


@transaction.atomic
def disagree_in_the_room(
    *, version: AgreementVersion, seen: str, objections: Iterable[Objection], by: Actor
) -> list[Acceptance]:
    """Propose the draft as it was `seen`, and write down what the patient does not agree on, as said in the
    room."""
    check_may_edit(by, version.agreement)
    proposed = propose(version=version, seen=seen, by=by)
    return disagree(version=proposed, objections=objections, told=How.IN_THE_ROOM, by=by)
