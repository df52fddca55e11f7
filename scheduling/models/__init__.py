from scheduling.models.appointment import AgreedHow, Appointment, AppointmentStatus, CancelReason
from scheduling.models.meeting import LONGEST, SHORTEST, MeetingChannel
from scheduling.models.proposal import ProposalStatus, ProposedTime, TimeProposal
from scheduling.models.room import Room

__all__ = [
    "LONGEST",
    "SHORTEST",
    "AgreedHow",
    "Appointment",
    "AppointmentStatus",
    "CancelReason",
    "MeetingChannel",
    "ProposalStatus",
    "ProposedTime",
    "Room",
    "TimeProposal",
]
