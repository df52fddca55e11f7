from surveys.models.calendar import Calendar
from surveys.models.instrument import Instrument
from surveys.models.invitation import InvitationState, SurveyInvitation, SurveyLink
from surveys.models.open_link import OpenLink
from surveys.models.paper_entry import PaperEntry
from surveys.models.pulse_asked import PulseAsked
from surveys.models.recorded_day import RecordedDay
from surveys.models.response import Incoming, ReceivedForm, Response
from surveys.models.rollup import Rollup
from surveys.models.round import Round
from surveys.models.round_states import Asks, InviteRule, RoundKind, RoundState
from surveys.models.survey_settings import SurveySettings

__all__ = [
    "Asks",
    "Calendar",
    "Incoming",
    "Instrument",
    "InvitationState",
    "InviteRule",
    "OpenLink",
    "PaperEntry",
    "PulseAsked",
    "ReceivedForm",
    "RecordedDay",
    "Response",
    "Rollup",
    "Round",
    "RoundKind",
    "RoundState",
    "SurveyInvitation",
    "SurveyLink",
    "SurveySettings",
]
