"""How a version stands today, in words: whether it holds, and who has answered what."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import AgreementState, AgreementVersion, Answer
from agreements.models.side import PATIENT, Party
from patientkontrakt.ui import dates


def holds(version: AgreementVersion) -> bool:
    """Both have said yes, it has not been replaced or ended, and nobody objects to anything in it."""
    return version.is_in_force and not version.open_disagreements


def sentence(version: AgreementVersion) -> str:
    """Of a version from contract.read_version."""
    agreement = version.agreement
    if not agreement.is_living:
        said = {"state": agreement.state_label, "reason": agreement.error_reason or agreement.end_reason}
        return _("This does not hold any longer. %(state)s: %(reason)s") % said
    if version.is_in_force:
        return _of_what_holds(version)
    if not version.is_current:
        return _("This version does not hold any longer. There is a newer one.")
    if version.open_disagreements:
        return _("This is a proposal. You do not agree on everything yet:")
    return _("This is a proposal. It holds when both you and care have said yes.")


def _of_what_holds(version):
    if version.open_disagreements:
        return _("You have both said yes to this, but do not agree on everything any longer:")
    if not version.is_current:
        return _("This holds: you and care have agreed on it. There is a new proposal, not yet answered.")
    if version.agreement.state == AgreementState.NEEDS_RENEWAL:
        return _("You and care have agreed on this. It is time to look at it again, together.")
    return _("This holds: you and care have agreed on it.")


def standing_answers(version: AgreementVersion, hides_location: bool) -> list[tuple[str, str, str]]:
    """Each side whose answer is awaited, what it has said last, and how."""
    return [_told(version, side, answer, hides_location) for side, answer in version.latest_answers]


def open_points(version: AgreementVersion, hides_location: bool, is_easy: bool = False) -> list[str]:
    """What is not agreed on: the point, who objects, and why; what they would rather see."""
    return [
        _point(answer, is_easy) + f" ({_name(version, answer.side, hides_location)}: {_reason(answer)})"
        for answer in version.open_disagreements
    ]


def _point(answer, is_easy):
    if answer.point is None:
        return _("The agreement as a whole")
    return (is_easy and answer.point.easy_read) or str(answer.point).rstrip(".")


def _reason(answer):
    rather = [_("Would rather:"), f"”{answer.own_proposal}”"] if answer.own_proposal else []
    return " ".join([f"”{answer.reason}”", *rather])


def _told(version, side, answer, hides_location):
    who = _name(version, side, hides_location)
    if answer is None:
        return who, _("Has not answered yet"), ""
    return who, answer.get_answer_display(), _how(answer)


def _name(version, side, hides_location):
    if hides_location and side.party == Party.MUNICIPALITY:
        return str(Party.MUNICIPALITY.label)
    return version.patient.name if side == PATIENT else str(side)


def _how(answer):
    """Why an answer was taken back is told here; why somebody disagrees stands beside the point."""
    facts = [answer.get_how_display(), answer.recorded_by_name, dates.full_day(answer.at)]
    said = f"”{answer.reason}” " if answer.answer == Answer.WITHDRAWN else ""
    return capfirst(f"{said}{', '.join(facts)}")
