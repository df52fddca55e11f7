from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.identifiers import TWELVE_DIGITS, IdentifierSystem, shown_identifier
from patientkontrakt.ui.alphabet import SWEDISH


class ProtectedIdentity(models.TextChoices):
    NONE = "none", _("No protected identity")
    MARKED = "marked", _("Secrecy marking")
    REGISTRATION = "registration", _("Protected registration")


class SwedishOrder(Func):
    """Text that sorts and searches the Swedish way (å, ä, ö last) on any server, without ICU."""

    function = "TRANSLATE"

    def __init__(self, *names):
        text = Lower(Concat(*names, output_field=models.TextField()))
        super().__init__(text, *map(Value, SWEDISH), output_field=models.TextField())


def _replaced(text, pattern, by, *flags):
    values = [Value(value) for value in (pattern, by, *flags)]
    return Func(text, *values, function="regexp_replace", output_field=models.TextField())


# As ui.phones reads a number.
DIGITS = _replaced(Replace("phone", Value("(0)")), r"[^0-9+]", "", "g")
NATIONAL_PHONE = _replaced(DIGITS, r"^(\+|00)46", "0")


class PatientQuerySet(models.QuerySet):
    def reachable(self):
        """Whom a message can be written to: the rule of `notifications.message_to`, asked of many."""
        is_landline = Q(national_phone__regex="^0([^7]|$)")
        patients = self.filter(protected_identity=ProtectedIdentity.NONE).alias(national_phone=NATIONAL_PHONE)
        return patients.filter(~Q(email="") | (~Q(phone="") & ~is_landline))

    def search(self, text: str):
        """Patients whose family or given name begins with the text, or whose number is the text."""
        words = text.split()
        numbers = {"".join(words).replace("-", "").upper(), text.strip().upper()}
        found = Q(identifiers__value__in=numbers)
        named = Q()
        for word in words:
            named &= Q(family_name__istartswith=word) | Q(given_name__istartswith=word)
        return self.filter(found | named if words else found).distinct()


class Patient(BaseModel):
    """A person in care. Exists without a sign-in: paper and telephone patients never need one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="patient"
    )
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    sort_name = models.GeneratedField(
        expression=SwedishOrder(F("family_name"), Value(" "), F("given_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    birth_date = models.DateField()
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, default="sv", help_text="BCP 47")
    interpreter = models.CharField(max_length=10, blank=True, help_text="BCP 47; empty: not needed")
    protected_identity = models.CharField(
        max_length=12, choices=ProtectedIdentity, default=ProtectedIdentity.NONE
    )

    objects = PatientQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        indexes = [models.Index(fields=["sort_name"], name="people_patient_order")]

    class Privacy:
        personal = {
            "given_name", "family_name", "sort_name", "birth_date", "phone", "email", "address",
            "interpreter", "protected_identity",
        }  # fmt: skip
        plain = {"language"}

    def __str__(self):
        return self.name

    @property
    def name(self):
        return f"{self.given_name} {self.family_name}"

    @property
    def is_protected(self):
        return self.protected_identity != ProtectedIdentity.NONE

    @property
    def age(self):
        """Whole years today."""
        today = timezone.localdate()
        had_birthday = (today.month, today.day) >= (self.birth_date.month, self.birth_date.day)
        return today.year - self.birth_date.year - (not had_birthday)

    @property
    def identifier(self):
        """The number in use. Prefetch `identifiers` for lists."""
        return next((i for i in self.identifiers.all() if i.is_current), None)


class PatientIdentifier(BaseModel):
    """A number that a patient has or had; a coordination number may later give way to a personal one."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="identifiers")
    system = models.CharField(max_length=80, choices=IdentifierSystem)
    value = models.CharField(max_length=40)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "value"], name="people_identifier_once"),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(is_current=True),
                name="people_identifier_one_current",
            ),
            models.CheckConstraint(condition=TWELVE_DIGITS, name="people_identifier_twelve_digits"),
        ]

    class Privacy:
        personal = {"value"}
        plain = {"system"}

    def __str__(self):
        return shown_identifier(self.value)
