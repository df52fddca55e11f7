from django.apps import AppConfig
from django.core.checks import register


class AccessConfig(AppConfig):
    name = "patientkontrakt.access"
    label = "access"

    def ready(self):
        from patientkontrakt.access.checks import every_view_says_who_may  # noqa: PLC0415

        register(every_view_says_who_may)
