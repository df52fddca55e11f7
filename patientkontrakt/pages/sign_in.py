"""How django-allauth meets our people: no open sign-up, patients and staff linked by identifier."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect

from patientkontrakt.people.actions import create_user, link_sign_in
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.identifiers import IdentifierSystem
from patientkontrakt.people.models import Patient, Staff

# Claims of the Swedish OpenID Connect profile (oidc.se) and what they name.
PATIENT_CLAIMS = {
    "https://id.oidc.se/claim/personalIdentityNumber": IdentifierSystem.PERSONNUMMER,
    "https://id.oidc.se/claim/coordinationNumber": IdentifierSystem.SAMORDNINGSNUMMER,
}
STAFF_CLAIM = "https://id.oidc.se/claim/employeeHsaId"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, never by visitors."""

    def is_open_for_signup(self, request):
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A provider's person is one whom we know by identifier; anyone else is kindly turned away."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing:
            return
        user = known_user(sociallogin.account.provider, sociallogin.account.extra_data)
        if user is None:
            raise ImmediateHttpResponse(redirect("pages:unknown_person"))
        sociallogin.connect(request, user)


@transaction.atomic
def known_user(provider: str, claims: dict):
    """The sign-in of the patient or staff member whom the claims name, made on their first visit.

    An empty claim names nobody. The patient is held: two first visits at once make one sign-in.
    """
    claims = claims.get("userinfo", claims) | claims.get("id_token", {})
    if provider == "staff":
        staff = Staff.objects.exclude(hsa_id="").filter(hsa_id=claims.get(STAFF_CLAIM), user__isnull=False)
        return (found := staff.first()) and found.user
    patients = Patient.objects.select_for_update(no_key=True, of=["self"])
    for claim, system in PATIENT_CLAIMS.items():
        number = claims.get(claim)
        named = {"identifiers__system": system, "identifiers__value": number}
        if number and (patient := patients.filter(**named).first()):
            return patient.user or _first_sign_in(patient)
    return None


def _first_sign_in(patient):
    by = Actor.system()
    user = create_user(username=f"patient-{patient.pk}", name=patient.name, by=by)
    link_sign_in(patient=patient, user=user, by=by)
    return user


def needs_second_factor(user) -> bool:
    """True for a person with a password who has not yet set up a second factor.

    Without one no capacity can be chosen, so every guarded page stays closed (patientdatalagen: strong
    authentication). Once it is set up, django-allauth asks for it at each sign-in.
    """
    return user.has_usable_password() and not is_mfa_enabled(user)


def providers():
    """The configured OpenID Connect providers, for the sign-in page."""
    return settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
