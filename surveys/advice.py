"""What to do about a question, in a sentence: from what patients, staff and the records say together.

Each tells what the numbers point to, and leaves to people to find out why.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.numbers import percent
from surveys.figures import QuestionFigures
from surveys.intervals import difference
from surveys.models.recorded_day import Measure
from surveys.recorded import MEASURES_OF

# What to say where enough is recorded and still too few say yes; and where too little is recorded. By the
# first measure of each question (MEASURES_OF): a way to make contact is not "recorded for" a patient.
RECORDED_UNSEEN = {
    Measure.AGREEMENT: gettext_lazy(
        "%(recorded)s of the patients have an agreement in force, but only %(yes)s of those who answer "
        "say yes. Show it to the patient, and go through it together."
    ),
    Measure.CONTACT_PATHS: gettext_lazy(
        "%(recorded)s of the patients can see how to make contact, but only %(yes)s of those who answer "
        "find it simple. Ask some patients what is hard."
    ),
    Measure.FIXED_CONTACT: gettext_lazy(
        "%(recorded)s of the patients have a fixed care contact, but only %(yes)s of those who answer "
        "know of it. Say who it is, and give the patient the name."
    ),
    Measure.NEXT_STEP: gettext_lazy(
        "%(recorded)s of the patients have a planned next step, but only %(yes)s of those who answer "
        "know it. Say it aloud before you part."
    ),
    Measure.AGREED_TIME: gettext_lazy(
        "%(recorded)s of the times were agreed together, but only %(yes)s of the patients who answer "
        "say yes. Ask which time suits, before you book."
    ),
    Measure.RESPONSIBLE: gettext_lazy(
        "%(recorded)s of the plans have someone responsible, but only %(yes)s of the patients who answer "
        "say that they have an overview and get help. Show all the plans together, and say who is "
        "responsible."
    ),
}
RECORDED_TOO_LITTLE = {
    Measure.AGREEMENT: gettext_lazy(
        "%(recorded)s of the patients have an agreement in force. Begin with those who have none."
    ),
    Measure.CONTACT_PATHS: gettext_lazy(
        "%(recorded)s of the patients can see how to make contact. Write it where it is missing: when you "
        "are open, and how soon an answer comes."
    ),
    Measure.FIXED_CONTACT: gettext_lazy(
        "%(recorded)s of the patients have a fixed care contact. Begin with those who need one and have none."
    ),
    Measure.NEXT_STEP: gettext_lazy(
        "%(recorded)s of the patients have a planned next step. Begin with those who have none."
    ),
    Measure.AGREED_TIME: gettext_lazy(
        "%(recorded)s of the times were agreed together. Ask which time suits, before you book."
    ),
    Measure.RESPONSIBLE: gettext_lazy(
        "%(recorded)s of the plans have someone responsible. Begin with those that have no one."
    ),
}


def next_step(item: QuestionFigures, target: int) -> str:
    """`target` in per cent. The first sentence that fits."""
    patient, staff = item.patient.now, item.staff.now
    if not patient:
        return _("Too few patients have answered. Ask more of them next time.")
    if patient.percent >= target:
        return _("The target is reached. Go on as you do, and see that it lasts.")
    if item.recorded:
        told = RECORDED_UNSEEN if item.recorded.percent >= target else RECORDED_TOO_LITTLE
        shares = {"recorded": percent(item.recorded.percent), "yes": percent(patient.percent)}
        return told[MEASURES_OF[item.question.key][0]] % shares
    if staff and difference(patient.yes_share, staff.yes_share).direction == "higher":
        return _("Staff think that it works, patients less often. Ask some patients what they miss.")
    if item.question.is_own:  # improvement actions are planned for the seven
        return _("Ask some patients what they miss, and talk about it at the next meeting.")
    return _("Ask some patients what they miss, and choose one change to try.")
