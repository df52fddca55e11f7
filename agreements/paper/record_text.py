"""The agreement in short, as plain text for the record, under the search word Överenskommelse."""

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import AgreementVersion
from agreements.paper.standing import open_points, standing_answers
from agreements.paper.words import number
from patientkontrakt.ui import dates


def record_text(version: AgreementVersion) -> str:
    """Of a version from contract.read_version. In Swedish, as the record is; empty parts are left out."""
    with translation.override(settings.LANGUAGE_CODE):
        parts = [_heading(version), *_content(version), _answers(version), _measure()]
        return "\n\n".join(part for part in parts if part) + "\n"


def _heading(version):
    said = {"number": version.number, "day": dates.full_day(version.proposed_at), "code": version.check_code}
    which = _("Version %(number)s, proposed %(day)s, check code %(code)s.") % said
    return "\n".join([_("Agreement"), f"{which} {_state(version)}"])


def _state(version):
    if version.is_in_force:
        return _("It is the version that holds now.")
    if version.is_current and version.agreement.is_living:
        return _("It is a proposal: both have not said yes to it.")
    return _("It does not hold any longer.")


def _content(version):
    words = version.what_matters
    if words:
        yield _part(_("What is important to the patient"), f"”{words.text}”" if words.text else "")
        yield _part(_("Own resources"), "\n".join(filter(None, [words.strengths, words.helpers])))
    yield _part(_("Goals"), *map(_goal, version.goals.all()))
    yield _part(_("The patient does"), *map(_promise, version.promises_by_patient))
    yield _part(_("Care does"), *map(_promise, version.promises_by_care))
    yield _part(_("Others do"), *map(_promise, version.promises_by_others))
    yield _part(_("If it gets worse"), *map(_sign, version.warning_signs.all()))
    yield _part(_("Not agreed on"), *open_points(version, hides_location=False))
    yield _part(_("Contact"), _contact(version))
    yield _part(_("Follow-up"), dates.full_day(version.review_date) if version.review_date else "")


def _contact(version):
    """The text may end with another number: the one to call is told apart."""
    phone = [_("Telephone"), number(version.contact_phone)] if version.contact_phone else []
    return ". ".join(filter(None, [version.contact_text.rstrip("."), ": ".join(phone)]))


def _part(label, *rows):
    """One row stands beside its label, several below it."""
    rows = [row for row in rows if row]
    if len(rows) < 2:
        return f"{label}: {rows[0]}" if rows else ""
    return "\n".join([f"{label}:", *(f"- {row}" for row in rows)])


def _goal(goal):
    day = goal.target_date and _("By %(day)s") % {"day": dates.full_day(goal.target_date)}
    return _line(goal, goal.text, day)


def _promise(promise):
    who = "" if promise.party == "patient" else promise.who
    when = ": ".join(filter(None, [promise.when_words(dates.full_day), promise.when_text]))
    return _line(promise, promise.what, capfirst(when), who)


def _sign(sign):
    """The number, unless the words before it name it already."""
    urgency = str(sign.get_urgency_display())
    whom = [sign.contact_text] if sign.contact_text != sign.phone else []
    phone = "" if sign.phone and sign.phone in urgency else number(sign.phone)
    return _line(sign, sign.sign, sign.own_action, urgency, ", ".join(filter(None, [*whom, phone])))


def _line(row, *facts):
    marks = [_("Not agreed on this point")] if row.is_disputed else []
    facts = [fact.rstrip(".") for fact in [*facts, *marks] if fact]
    return ". ".join(facts) + "."


def _answers(version):
    told = [
        f"{who}: {answer}. {how}".strip()
        for who, answer, how in standing_answers(version, hides_location=False)
    ]
    return _part(_("Who has answered what"), *told)


def _measure():
    return _part(_("Code of the measure"), settings.AGREEMENT_MEASURE_CODE)
