from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "patientkontrakt.audit"
    label = "audit"
