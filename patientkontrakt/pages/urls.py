from django.conf import settings
from django.urls import path

from patientkontrakt.pages.views import demo, health, log, organization, patient, public, sign_in, staff

app_name = "pages"
urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", public.start, name="start"),
    path("how-it-works/", public.how_it_works, name="how_it_works"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/unknown/", sign_in.unknown_person, name="unknown_person"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("role/", sign_in.choose_role, name="choose_role"),
    path("home/", sign_in.home, name="home"),
    path("my/", patient.my_home, name="my_home"),
    path("my/access-log/", log.my_access_log, name="my_access_log"),
    path("care/", staff.work_list, name="work_list"),
    path("care/search/", staff.patient_search, name="patient_search"),
    path("care/patients/<uuid:patient_id>/", staff.record, name="record"),
    path("log/", log.log_review, name="log_review"),
    path("organization/", organization.organization, name="organization"),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", demo.demo, name="demo"),
        path("demo/session/", demo.demo_session, name="demo_session"),
        path("demo/outbox/", demo.demo_outbox, name="demo_outbox"),
    ]
