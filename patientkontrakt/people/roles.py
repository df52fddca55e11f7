"""In what capacity a person may act. What each role may do stands in `access.permissions`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    PATIENT = "patient", _("Patient")
    DELEGATE = "delegate", _("Delegate")
    CLINICIAN = "clinician", _("Clinician")
    COORDINATING_CONTACT = "coordinating_contact", _("Coordinating contact")
    MUNICIPAL_STAFF = "municipal_staff", _("Municipal staff")
    UNIT_MANAGER = "unit_manager", _("Unit manager")
    AREA_MANAGER = "area_manager", _("Area manager")
    REGION_DEVELOPER = "region_developer", _("Region developer")
    LOG_REVIEWER = "log_reviewer", _("Log reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")
    SYSTEM = "system", _("Automatic")


# An assignment gives one of these; patients and delegates have theirs by who they are.
STAFF_ROLES = [r for r in Role if r not in (Role.PATIENT, Role.DELEGATE, Role.SYSTEM)]


class Scope(models.TextChoices):
    """What a delegate may do for the patient; the patient chooses each by itself."""

    READ = "read", pgettext_lazy("right", "Read")
    CONFIRM = "confirm", _("Agree or disagree")
    BOOK = "book", _("Answer and cancel times")
    WRITE = "write", pgettext_lazy("right", "Write")
    ANSWER = "answer", _("Answer questions")
