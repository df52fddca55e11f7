from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.identifiers import TWELVE_DIGITS, IdentifierSystem, shown_identifier


class User(AbstractBaseUser, BaseModel):
    """A sign-in, nothing more: who the person is stands on Patient, Staff and Delegate."""

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    objects = BaseUserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(email=""), name="people_user_one_per_email"
            )
        ]

    class Privacy:
        personal = {"username", "email", "name", "password"}
        plain = {"last_login"}

    def __str__(self):
        return self.name


class UserIdentifier(BaseModel):
    """A number by which an identity provider names someone who need not be a patient: a delegate.

    All that are kept hold: a new number does not make the old one another person's.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="identifiers")
    system = models.CharField(max_length=80, choices=IdentifierSystem)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "value"], name="people_user_identifier_once"),
            models.CheckConstraint(condition=TWELVE_DIGITS, name="people_user_identifier_twelve_digits"),
        ]

    class Privacy:
        personal = {"value"}
        plain = {"system"}

    def __str__(self):
        return shown_identifier(self.value)
