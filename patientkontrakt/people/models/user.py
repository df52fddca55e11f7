from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from patientkontrakt.base_model import BaseModel


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
