"""Diaries of two weeks, written in the evening; the days in `empty` nobody wrote, and today waits."""

import datetime

from agreements.actions import write_diary
from agreements.models import DiaryOutcome
from patientkontrakt.pages.demo import clock
from patientkontrakt.pages.demo.scene import LOCAL, Scene
from patientkontrakt.people.actor import Actor

EVENING = datetime.time(20, 15)
EVERY_DAY = range(7)


def keep(scene: Scene, promise, by: Actor, *, weekdays=EVERY_DAY, empty=(), missed=(), notes=None):
    """Days are counted back from today: 1 is yesterday."""
    for back in range(14, 0, -1):
        day = scene.today - datetime.timedelta(days=back)
        if back in empty or day.weekday() not in weekdays:
            continue
        outcome = DiaryOutcome.NOT_THIS_DAY if back in missed else DiaryOutcome.DONE
        with clock.at(datetime.datetime.combine(day, EVENING, LOCAL)):
            write_diary(promise=promise, day=day, outcome=outcome, note=(notes or {}).get(back, ""), by=by)
