"""Answering on the turned screen: what both have read together is proposed and answered in one step."""

from django.db import transaction

from agreements.actions.answers import accept, disagree, propose
from agreements.models import Acceptance, AgreementVersion, How
from agreements.permissions import check_may_edit
from patientkontrakt.people.actor import Actor


@transaction.atomic
def agree_in_the_room(*, version: AgreementVersion, by: Actor) -> AgreementVersion:
    """Propose the draft; care says yes, and the patient's yes is recorded as said in the room."""
    check_may_edit(by, version.agreement)
    proposed = propose(version=version, by=by)
    accept(version=proposed, by=by)
    accept(version=proposed, told=How.IN_THE_ROOM, by=by)
    return proposed


@transaction.atomic
def disagree_in_the_room(*, version: AgreementVersion, by: Actor, **objection) -> Acceptance:
    """Propose the draft, and write down what the patient does not agree on, as said in the room."""
    check_may_edit(by, version.agreement)
    proposed = propose(version=version, by=by)
    return disagree(version=proposed, told=How.IN_THE_ROOM, by=by, **objection)
