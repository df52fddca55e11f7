"""The 7 questions: rounds, anonymous answers, figures, and the managers' dashboard.

Nouns: Instrument, Round, Calendar, SurveyInvitation, SurveyLink, OpenLink, Incoming, Response, Rollup,
RecordedDay, SurveySettings. An answer cannot be traced to its link, a link not to its patient, and small
groups are never shown (docs/adr/0008, 0014). `figures.figures_of(units)` is all that managers' pages read;
`charts` draws it, `spc` and `wording` say what is more than chance. May import: planning and below.
"""
