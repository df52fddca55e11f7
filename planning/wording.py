"""What a next step says to its reader: one function a kind of fact."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment, CommitmentParty, WhenKind
from contacts.paths import PhoneLine
from patientkontrakt.ui import dates
from planning.facts import UNPLANNED, StepKind
from planning.models import Plan
from scheduling.models import Appointment, MeetingChannel, TimeProposal


@dataclass(frozen=True)
class NextStep:
    """What happens next, in the reader's language. `line` is whom to ring when nothing is planned.

    `waits`: what else waits for the patient's answer. `unit` and `where` tell where the patient goes for
    care: a page may have to hide them (domain, §4).
    """

    kind: StepKind
    what: str
    when: str = ""
    day: datetime.date | None = None
    who: str = ""
    unit: str = ""
    where: str = ""
    bring: str = ""
    prepare: str = ""
    is_mine: bool = False
    act: str = ""
    url_name: str = ""
    key: UUID | None = None
    waits: tuple["NextStep", ...] = ()
    line: PhoneLine | None = None

    @property
    def is_planned(self):
        return self.kind not in UNPLANNED

    @cached_property
    def link(self):
        """Where the patient's side acts on it."""
        return reverse(self.url_name, args=[self.key] if self.key else None) if self.url_name else ""


def _appointment(row: Appointment):
    return NextStep(
        kind=StepKind.APPOINTMENT,
        what=row.purpose,
        when=dates.day_and_clock(row.starts_at, row.ends_at),
        day=dates.local_date(row.starts_at),
        who=str(row.staff),
        unit=str(row.unit),
        where=_place(row),
        bring=row.bring,
        prepare=row.preparation,
        act=_("See the time"),
        url_name="scheduling:my_times",
    )


def _place(row):
    """The channel, and for a visit the place; the unit's name where none is written."""
    is_visit = row.channel == MeetingChannel.VISIT
    room = row.room.name if row.room else ""
    place = (row.place or row.unit.name) if is_visit else row.place
    return ", ".join(filter(None, [row.get_channel_display(), place, room]))


def _time_proposal(row: TimeProposal):
    return NextStep(
        kind=StepKind.TIME_PROPOSAL,
        what=_("Choose a time: %(purpose)s") % {"purpose": row.purpose},
        who=str(row.staff),
        unit=str(row.unit),
        bring=row.bring,
        prepare=row.preparation,
        act=_("Choose a time"),
        url_name="scheduling:my_times",
    )


def _agreement(row: Agreement):
    return NextStep(
        kind=StepKind.AGREEMENT,
        what=_("Read the proposal for your agreement and say what you think"),
        unit=str(row.unit),
        act=_("Read and answer"),
        url_name="agreements:my_version",
        key=row.current_id,
    )


def _promise(row: Commitment):
    is_dated = row.when_kind == WhenKind.DATE
    return NextStep(
        kind=StepKind.PROMISE if is_dated else StepKind.STANDING_PROMISE,
        what=row.what,
        when=row.when,
        day=row.due_date,
        who="" if row.responsible_unit else row.who,
        unit=str(row.responsible_unit or ""),
        is_mine=row.party == CommitmentParty.PATIENT,
        act=_("See what we have agreed"),
        url_name="agreements:my_agreement",
    )


def _follow_up(row: Plan):
    return NextStep(
        kind=StepKind.FOLLOW_UP,
        what=_("We follow up the plan together: %(plan)s") % {"plan": row.title},
        when=dates.day(row.follow_up_on),
        day=row.follow_up_on,
        who=row.responsible,
        act=_("See the plan"),
        url_name="planning:my_plans",
    )


def _other_times_asked(row: TimeProposal):
    return NextStep(
        kind=StepKind.OTHER_TIMES_ASKED,
        what=_("Care is to find a new time for you: %(purpose)s") % {"purpose": row.purpose},
        who=str(row.staff),
        unit=str(row.unit),
        act=_("See my times"),
        url_name="scheduling:my_times",
    )


def _late_promise(row: Commitment):
    return NextStep(
        kind=StepKind.LATE_PROMISE,
        what=_("This should have been done by now: %(what)s") % {"what": row.what},
        when=row.when,
        day=row.due_date,
        who="" if row.responsible_unit else row.who,
        unit=str(row.responsible_unit or ""),
        is_mine=row.party == CommitmentParty.PATIENT,
        act=_("See what we have agreed"),
        url_name="agreements:my_agreement",
    )


def nothing() -> NextStep:
    return NextStep(kind=StepKind.NOTHING, what=_("Nothing is planned right now"))


WORDS = {
    StepKind.APPOINTMENT: _appointment,
    StepKind.TIME_PROPOSAL: _time_proposal,
    StepKind.AGREEMENT: _agreement,
    StepKind.PROMISE: _promise,
    StepKind.STANDING_PROMISE: _promise,
    StepKind.FOLLOW_UP: _follow_up,
    StepKind.OTHER_TIMES_ASKED: _other_times_asked,
    StepKind.LATE_PROMISE: _late_promise,
}
