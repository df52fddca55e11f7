from django.urls import path

from surveys.views import (
    api, comparing, entry, exports, insight, public, pulse, report, rounds, settings, ways,
)

app_name = "surveys"
urlpatterns = [
    path("svara/tack/", public.thanks, name="thanks"),
    path("svara/<slug:token>/", public.answer, name="answer"),
    path("svara/<slug:token>/tack/", public.kiosk_thanks, name="kiosk_thanks"),
    path("my/pulse/", pulse.my_pulse, name="my_pulse"),
    path("care/answers/", entry.entry, name="entry"),
    path("care/answers/<uuid:round_id>/telephone/", entry.telephone, name="telephone_entry"),
    path("care/answers/<uuid:round_id>/paper/", entry.paper, name="paper_entry"),
    path("care/answers/<uuid:round_id>/form/", entry.form, name="paper_form"),
    path("insight/", insight.insight, name="insight"),
    path("insight/units/<uuid:unit_id>/", insight.unit, name="unit"),
    path("insight/units/<uuid:unit_id>/questions/<int:number>/", insight.question, name="question"),
    path("insight/units/<uuid:unit_id>/rounds/", rounds.rounds, name="rounds"),
    path("insight/rounds/<uuid:round_id>/", rounds.round, name="round"),
    path("insight/rounds/<uuid:round_id>/poster/", ways.poster, name="poster"),
    path("insight/rounds/<uuid:round_id>/links/<slug:noun>/", ways.link, name="link"),
    path("insight/rounds/<uuid:round_id>/links/<slug:noun>/renewal/", ways.link_renewal, name="link_renewal"),
    path("insight/rounds/<uuid:round_id>/invitations/", rounds.invitations, name="invitations"),
    path("insight/rounds/<uuid:round_id>/pause/", rounds.pause, name="pause"),
    path("insight/rounds/<uuid:round_id>/resumption/", rounds.resumption, name="resumption"),
    path("insight/rounds/<uuid:round_id>/withdrawal/", rounds.withdrawal, name="withdrawal"),
    path("insight/rounds/<uuid:round_id>/closing/", rounds.closing, name="closing"),
    path("insight/units/<uuid:unit_id>/calendars/", settings.calendars, name="calendars"),
    path("insight/calendars/<uuid:calendar_id>/ending/", settings.calendar_ending, name="calendar_ending"),
    path("insight/settings/", settings.settings, name="settings"),
    path("insight/units/<uuid:unit_id>/figures.csv", exports.figures_csv, name="figures_csv"),
    path("insight/units/<uuid:unit_id>/figures.xlsx", exports.figures_xlsx, name="figures_xlsx"),
    path("insight/units/<uuid:unit_id>/comparison/", comparing.comparison, name="comparison"),
    path("insight/units/<uuid:unit_id>/measures/", comparing.measures, name="measures"),
    path("insight/units/<uuid:unit_id>/report/", report.report, name="report"),
    path("insight/units/<uuid:unit_id>/report.pdf", report.report_pdf, name="report_pdf"),
    path("insight/api/", api.api_pages, name="api_pages"),
    path("api/insight/document/", api.api_document, name="api_document"),
    path("api/insight/units/", api.api_units, name="api_units"),
    path("api/insight/units/<uuid:unit_id>/", api.api_unit, name="api_unit"),
    path("api/insight/units/<uuid:unit_id>/questions/<int:number>/", api.api_question, name="api_question"),
]
