"""Answering on the turned screen: what both have read together is proposed and answered in one step."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions.answers import Objection, accept, disagree, propose, record_informed
from agreements.check_codes import digest
from agreements.models import PATIENT, Acceptance, AgreementVersion, How, Side
from agreements.permissions import check_may_edit
from patientkontrakt.people.actor import Actor


@transaction.atomic
def agree_in_the_room(
    *, version: AgreementVersion, seen: str, informed: Iterable[Side] = (), agreeing: Iterable[Side] = (),
    by: Actor,
) -> AgreementVersion:  # fmt: skip
    """Propose the draft; care says yes, and what the patient and others present said is recorded.

    `seen` is the digest of what was read. Raises ValidationError when a colleague has changed it since:
    nobody says yes to what they have not read.
    """
    check_may_edit(by, version.agreement)
    proposed = propose(version=version, by=by)
    if digest(proposed) != seen:
        raise ValidationError(_("Someone has changed the agreement since you read it. Read it once more."))
    accept(version=proposed, by=by)
    for side in (PATIENT, *agreeing):
        accept(version=proposed, told=How.IN_THE_ROOM, side=side, by=by)
    record_informed(version=proposed, others=set(informed) - set(agreeing), by=by)
    return proposed


@transaction.atomic
def disagree_in_the_room(
    *, version: AgreementVersion, objections: Iterable[Objection], by: Actor
) -> list[Acceptance]:
    """Propose the draft, and write down what the patient does not agree on, as said in the room."""
    check_may_edit(by, version.agreement)
    proposed = propose(version=version, by=by)
    return disagree(version=proposed, objections=objections, told=How.IN_THE_ROOM, by=by)
