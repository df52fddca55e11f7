"""The 7 questions: rounds, anonymous answers, figures, and the managers' dashboard.

Nouns: Instrument, Round, SurveyInvitation, Response. An answer cannot be traced to its invitation and
small groups are never shown. May import: planning and below.
"""
