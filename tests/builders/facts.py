"""Everything that a next step is derived from, made by the real actions."""

import datetime

from django.utils import timezone

from agreements import actions as agreements
from agreements.models import CommitmentParty, How, WhenKind
from scheduling import actions as scheduling
from scheduling.models import MeetingChannel
from tests.builders.agreements import agree_in_the_room, in_days, object_to
from tests.builders.planning import make_plan
from tests.factories import as_patient


def moment(days, hour=10):
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + datetime.timedelta(
        days=days
    )


def half_hour(days, hour):
    return {"starts_at": moment(days, hour), "ends_at": moment(days, hour) + datetime.timedelta(minutes=30)}


def appointment(patient, by, days, *, hour=10, **details):
    details = {"purpose": "Återbesök", "channel": MeetingChannel.VISIT} | details
    return scheduling.book(patient=patient, staff=by.staff, by=by, **half_hour(days, hour), **details)


def proposal(patient, by, days, *, hour=13, purpose="Läkarbesök"):
    return scheduling.propose_times(
        patient=patient, staff=by.staff, times=[tuple(half_hour(days, hour).values())], purpose=purpose,
        channel=MeetingChannel.VISIT, by=by,
    )  # fmt: skip


def promise(draft, by, *, party=CommitmentParty.CARE, when=WhenKind.DATE, days=7, what="Ringa om provsvaren"):
    who = {
        CommitmentParty.CARE: {"responsible_staff": by.staff},
        CommitmentParty.MUNICIPALITY: {"responsible_name": "Hemtjänsten"},
        CommitmentParty.RELATIVE: {"responsible_name": "Eva, dotter"},
        CommitmentParty.OTHER: {"responsible_name": "Försäkringskassan"},
        CommitmentParty.PATIENT: {},
    }[party]
    due = in_days(days) if when in (WhenKind.DATE, WhenKind.PERIOD) else None
    text = {WhenKind.RECURRING: "varje måndag", WhenKind.IN_WORDS: "efter provsvaret"}.get(when, "")
    return agreements.add_commitment(
        version=draft, party=party, what=what, when_kind=when, due_date=due, when_text=text, by=by, **who
    )


def draft(patient, by, *promises):
    """A draft that may be proposed, holding these promises (keyword dictionaries) and one "when needed"."""
    agreements.write_what_matters(patient=patient, text="Att orka gå ut.", by=as_patient(patient))
    version = agreements.start_agreement(patient=patient, by=by).versions.get()
    promise(version, by, when=WhenKind.WHEN_NEEDED, what="Svara när du ringer")
    for row in promises:
        promise(version, by, **row)
    return agreements.edit_draft(
        version=version, seen_version=version.version, contact_text="Vårdcentralen",
        contact_phone="010-101 10 10", review_date=in_days(90), by=by,
    )  # fmt: skip


def agreed(patient, by, *promises):
    version = agreements.propose(version=draft(patient, by, *promises), by=by)
    agree_in_the_room(version, by)
    return version


def follow_up(patient, by, days, **content):
    return make_plan(patient, by, follow_up_on=in_days(days), starts=in_days(-1), **content)


def patient_says_no(version, by, point):
    return object_to(version=version, reason="Det går inte", point=point, told=How.TELEPHONE, by=by)
