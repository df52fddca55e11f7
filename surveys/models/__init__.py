from surveys.models.instrument import Instrument
from surveys.models.invitation import InvitationState, SurveyInvitation, SurveyLink
from surveys.models.response import Response
from surveys.models.round import Round, RoundKind, RoundState

__all__ = [
    "Instrument",
    "InvitationState",
    "Response",
    "Round",
    "RoundKind",
    "RoundState",
    "SurveyInvitation",
    "SurveyLink",
]
