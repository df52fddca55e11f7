from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "patientkontrakt.notifications"
    label = "notifications"
