"""What to do about a question, in a sentence: from what patients, staff and the records say together.

Each tells what the numbers point to, and leaves to people to find out why.
"""

from django.utils.translation import gettext as _

from patientkontrakt.ui.numbers import percent
from surveys.figures import QuestionFigures
from surveys.intervals import difference


def next_step(item: QuestionFigures, target: int) -> str:
    """`target` in per cent. The first sentence that fits."""
    patient, staff = item.patient.now, item.staff.now
    if not patient:
        return _("Too few patients have answered. Ask more of them next time.")
    if patient.percent >= target:
        return _("The target is reached. Go on as you do, and see that it lasts.")
    if item.recorded and item.recorded.percent >= target:
        return _(
            "It is recorded for %(recorded)s, but only %(yes)s of the patients say yes. "
            "Show it to the patient, and say it aloud."
        ) % {"recorded": percent(item.recorded.percent), "yes": percent(patient.percent)}
    if item.recorded:
        return _("It is recorded for %(recorded)s only. Begin with those who lack it.") % {
            "recorded": percent(item.recorded.percent)
        }
    if staff and difference(patient.yes_share, staff.yes_share).direction == "higher":
        return _("Staff think that it works, patients less often. Ask some patients what they miss.")
    return _("Ask some patients what they miss, and choose one change to try.")
