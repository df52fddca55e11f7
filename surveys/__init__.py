"""The 7 questions: rounds, anonymous answers, figures, and the managers' dashboard.

Nouns: Instrument, Round, Calendar, SurveyInvitation, SurveyLink, OpenLink, PaperEntry, PulseAsked, Incoming,
Response, Rollup, RecordedDay, SurveySettings; Story; ImprovementAction, PdsaCycle. An answer cannot be traced
to its link, a link not to its patient, a story not to its writer, and small groups are never shown
(docs/adr/0008, 0014–0017). `figures.figures_of(units)` is all that managers' pages read; `charts` draws it,
`spc`, `wording` and `verdicts` say what is more than chance, `receipt` whether all is introduced.
May import: planning and below.
"""
