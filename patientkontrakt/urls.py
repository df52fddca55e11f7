"""All addresses. Patients and delegates under /my/, staff under /care/, managers under /insight/."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect
from django.views.i18n import set_language

handler400 = "patientkontrakt.ui.errors.bad_request"
handler403 = "patientkontrakt.ui.errors.permission_denied"
handler404 = "patientkontrakt.ui.errors.page_not_found"
handler429 = "patientkontrakt.ui.errors.too_many_requests"  # django-allauth asks for it
handler500 = "patientkontrakt.ui.errors.server_error"

urlpatterns = [
    path("", include("patientkontrakt.pages.urls")),
    path("", include("contacts.urls")),
    path("", include("scheduling.urls")),
    path("", include("agreements.urls")),
    path("", include("planning.urls")),
    path("", include("surveys.urls")),
    path("language/", login_not_required(csrf_protect(set_language)), name="set_language"),
    path("accounts/", include("patientkontrakt.pages.account_urls")),
]
