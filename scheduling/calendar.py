"""Calendar files (RFC 5545). They leave our house, so the words are neutral: no purpose, no clinic's name."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from patientkontrakt.ui.dates import local
from scheduling.models import Appointment, MeetingChannel


def calendar_file(appointment: Appointment) -> bytes:
    """One time as a file for the person's own calendar; the same time again updates the first.

    For a person with protected identity the file holds no place (domain, §4).
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Patientkontrakt//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(appointment))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(appointment):
    event = Event()
    event.add("uid", f"{appointment.pk}@patientkontrakt")
    event.add("sequence", appointment.version - 1)
    event.add("dtstamp", appointment.updated_at.astimezone(datetime.UTC))
    event.add("dtstart", local(appointment.starts_at))
    event.add("dtend", local(appointment.ends_at))
    event.add("summary", _("Time in care"))
    event.add("description", _("Read more in Patientkontrakt: %(link)s") % {"link": _link()})
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if (
        appointment.channel == MeetingChannel.VISIT
        and appointment.place
        and not appointment.patient.is_protected
    ):
        event.add("location", appointment.place)
    return event


def _link():
    return settings.SITE_URL + reverse("scheduling:my_times")
