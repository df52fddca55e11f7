"""django-allauth's addresses, without those that would let a visitor choose their own way in.

Whoever comes by BankID or SITHS must not be able to set a password, change the address that a reset is
sent to, or join another provider: that would go round the identity provider. Administrators do it.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import include, path


@login_not_required
def not_offered(request, **kwargs):
    raise Http404


urlpatterns = [
    path("password/set/", not_offered),
    path("email/", not_offered),
    path("3rdparty/", not_offered),
    path("", include("allauth.urls")),
]
