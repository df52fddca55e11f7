from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "patientkontrakt.pages"
    label = "pages"
