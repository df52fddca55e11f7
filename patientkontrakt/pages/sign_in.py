"""How django-allauth meets our people: no open sign-up, everyone linked by identifier."""

from contextlib import suppress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity, Outcome
from patientkontrakt.people.actions import create_user, identify_sign_in, link_sign_in, replace_identifier
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.identifiers import IdentifierSystem, clean_identifier
from patientkontrakt.people.models import Patient, PatientIdentifier, Staff, User, UserIdentifier

# Claims of the Swedish OpenID Connect profile (oidc.se) and what they name, the number in use first.
PERSON_CLAIMS = {
    "https://id.oidc.se/claim/personalIdentityNumber": IdentifierSystem.PERSONNUMMER,
    "https://id.oidc.se/claim/coordinationNumber": IdentifierSystem.SAMORDNINGSNUMMER,
    "https://id.oidc.se/claim/previousCoordinationNumber": IdentifierSystem.SAMORDNINGSNUMMER,
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

    def populate_user(self, request, sociallogin, data):
        """The claims are read at each visit and never stored with the provider's account."""
        sociallogin.claims, sociallogin.account.extra_data = sociallogin.account.extra_data, {}
        return sociallogin.user

    def pre_social_login(self, request, sociallogin):
        """An account that is linked must still name the same person: a provider may have handed it on."""
        user = known_user(sociallogin.account.provider, sociallogin.claims)
        if sociallogin.is_existing and user != sociallogin.user:
            _log_refusal(sociallogin.user)
            user = None
        if user is None:
            raise ImmediateHttpResponse(redirect("pages:unknown_person"))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)


def known_user(provider: str, claims: dict):
    """The sign-in of the person whom the claims name, made on a patient's first visit; else None.

    An empty claim names nobody.
    """
    claims = claims.get("userinfo", claims) | claims.get("id_token", {})
    if provider == "staff":
        staff = Staff.objects.exclude(hsa_id="").filter(hsa_id=claims.get(STAFF_CLAIM), user__isnull=False)
        return (found := staff.first()) and found.user
    return _person_with(_numbers(claims))


def _numbers(claims):
    """(system, value) of each number that is one, the number in use first."""
    numbers = []
    for claim, system in PERSON_CLAIMS.items():
        with suppress(ValidationError):
            numbers.append((system, clean_identifier(system, str(claims.get(claim, "")))))
    return numbers


@transaction.atomic
def _person_with(numbers):
    """The sign-in of the patient, else of the delegate, whom one of the numbers names.

    The patient is held: two first visits at once make one sign-in.
    """
    patient = _first_named(Patient.objects.select_for_update(no_key=True, of=["self"]), numbers)
    user = _first_named(User.objects.all(), numbers)
    if patient and not hasattr(user, "patient"):
        user = patient.user or _first_sign_in(patient, user)
    if user:
        _keep_number_in_use(patient, user, *numbers[0])
    return user


def _first_named(people, numbers):
    found = (people.filter(identifiers__system=s, identifiers__value=v).first() for s, v in numbers)
    return next(filter(None, found), None)


def _first_sign_in(patient, user):
    by = Actor.system()
    user = user or create_user(username=f"patient-{patient.pk}", name=patient.name, by=by)
    link_sign_in(patient=patient, user=user, by=by)
    return user


def _keep_number_in_use(patient, user, system, value):
    """Whom an old number named has a new one from now on; the old one is kept beside it."""
    number, by = {"system": system, "value": value}, Actor.system()
    if patient and not PatientIdentifier.objects.filter(**number).exists():
        replace_identifier(patient=patient, **number, by=by)
    elif not patient and not UserIdentifier.objects.filter(**number).exists():
        identify_sign_in(user=user, **number, by=by)


def _log_refusal(user):
    """Nobody is let in, and the log keeps whose sign-in the account was linked to."""
    patient = Patient.objects.filter(user=user).first()
    record(
        by=Actor.system(), activity=Activity.READ, resource=user, patient=patient, outcome=Outcome.REFUSED
    )  # fmt: skip


def needs_second_factor(user) -> bool:
    """True for a person with a password who has not yet set up a second factor.

    Without one no capacity can be chosen, so every guarded page stays closed (patientdatalagen: strong
    authentication). Once it is set up, django-allauth asks for it at each sign-in.
    """
    return user.has_usable_password() and not is_mfa_enabled(user)


def providers():
    """The configured OpenID Connect providers, for the sign-in page."""
    return settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
