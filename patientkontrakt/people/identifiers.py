"""Identifiers of patients as (system, value), checked by kind. Sources: HL7 Sweden, RIV-TA, Skatteverket."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from personnummer import personnummer


class IdentifierSystem(models.TextChoices):
    PERSONNUMMER = (
        "http://electronichealth.se/identifier/personnummer",
        gettext_lazy("Personal number"),
    )
    SAMORDNINGSNUMMER = (
        "http://electronichealth.se/identifier/samordningsnummer",
        gettext_lazy("Coordination number"),
    )
    RESERVNUMMER = (
        "http://electronichealth.se/identifier/nationelltReservnummer",
        gettext_lazy("National reserve number"),
    )
    LOCAL = "urn:patientkontrakt:local-reserve-number", gettext_lazy("Local reserve number")


# What the database checks of a number, wherever one is kept.
TWELVE_DIGITS = ~models.Q(
    system__in=[IdentifierSystem.PERSONNUMMER, IdentifierSystem.SAMORDNINGSNUMMER]
) | models.Q(value__regex=r"^[0-9]{12}$")


def clean_identifier(system: str, value: str) -> str:
    """The value as it is stored: twelve characters without separators, or a local number as given.

    Raises ValidationError for a wrong length, date or check digit. Reserve numbers may hold letters.
    """
    value = value.strip().upper()
    if system == IdentifierSystem.LOCAL:
        return value
    value = re.sub(r"[\s-]", "", value)
    if system == IdentifierSystem.RESERVNUMMER:
        if not re.fullmatch(r"[0-9A-Z]{12}", value):
            raise ValidationError(_("A reserve number has twelve letters and digits."))
        return value
    return _clean_swedish_number(system, value)


def _clean_swedish_number(system, value):
    if not re.fullmatch(r"[0-9]{12}", value) or not personnummer.valid(value):
        raise ValidationError(_("Write the number with twelve digits: year, month, day and four more."))
    is_coordination = int(value[6:8]) > 60
    if is_coordination != (system == IdentifierSystem.SAMORDNINGSNUMMER):
        raise ValidationError(_("This is another kind of number than the one you chose."))
    return value


def shown_identifier(value: str) -> str:
    """For people's eyes: twelve characters get a hyphen before the last four."""
    return f"{value[:8]}-{value[8:]}" if len(value) == 12 else value
