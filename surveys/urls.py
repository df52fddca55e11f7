from django.urls import path

from surveys.views import insight, public, staff

app_name = "surveys"
urlpatterns = [
    path("svara/tack/", public.thanks, name="thanks"),
    path("svara/<slug:token>/", public.answer, name="answer"),
    path("insight/", insight.insight, name="insight"),
    path("insight/units/<uuid:unit_id>/", insight.unit, name="unit"),
    path("insight/units/<uuid:unit_id>/questions/<int:number>/", insight.question, name="question"),
    path("insight/units/<uuid:unit_id>/rounds/", staff.rounds, name="rounds"),
    path("insight/rounds/<uuid:round_id>/closing/", staff.closing, name="closing"),
    path("insight/rounds/<uuid:round_id>/invitations/", staff.invitations, name="invitations"),
]
