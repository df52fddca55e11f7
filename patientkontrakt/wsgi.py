"""The web server's entrance: `gunicorn patientkontrakt.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")

application = get_wsgi_application()
