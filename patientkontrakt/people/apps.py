from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "patientkontrakt.people"
    label = "people"
