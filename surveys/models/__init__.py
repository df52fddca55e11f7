from surveys.models.calendar import Calendar
from surveys.models.figure_check import FigureCheck
from surveys.models.improvement import ActionState, ImprovementAction, PdsaCycle
from surveys.models.instrument import Instrument
from surveys.models.invitation import SurveyInvitation, SurveyLink
from surveys.models.open_link import OpenLink
from surveys.models.paper_entry import PaperEntry
from surveys.models.pulse_asked import PulseAsked
from surveys.models.recorded_day import Measure, RecordedDay
from surveys.models.response import Incoming, ReceivedForm, Response
from surveys.models.rollup import Rollup
from surveys.models.round import Round
from surveys.models.round_states import Asks, InviteRule, RoundKind, RoundState
from surveys.models.story import Experience, Sharing, Story, StoryState
from surveys.models.survey_settings import SurveySettings

__all__ = [
    "ActionState",
    "Asks",
    "Calendar",
    "Experience",
    "ImprovementAction",
    "FigureCheck",
    "Incoming",
    "Instrument",
    "InviteRule",
    "Measure",
    "OpenLink",
    "PaperEntry",
    "PdsaCycle",
    "PulseAsked",
    "ReceivedForm",
    "RecordedDay",
    "Response",
    "Rollup",
    "Round",
    "RoundKind",
    "RoundState",
    "Sharing",
    "Story",
    "StoryState",
    "SurveyInvitation",
    "SurveyLink",
    "SurveySettings",
]
