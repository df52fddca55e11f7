from django.urls import path

from patientkontrakt.pages.views import health, public, sign_in

app_name = "pages"
urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", public.start, name="start"),
    path("how-it-works/", public.how_it_works, name="how_it_works"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/unknown/", sign_in.unknown_person, name="unknown_person"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("role/", sign_in.choose_role, name="choose_role"),
    path("home/", sign_in.home, name="home"),
]
