"""Work outside the request: `celery --app patientkontrakt worker` and `… beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")

app = Celery("patientkontrakt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
