"""Several of manage.py's commands after one start of Django: `python -m local.prepare migrate load_demo`."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

QUIET = {"interactive": False, "verbosity": 0}
COMMANDS = {
    "migrate": ("Bringing the tables up to date …", QUIET | {"skip_checks": False}),
    "collectstatic": ("Collecting static files …", QUIET),
    "load_demo": ("Filling in the invented region, if it is not there yet …", {}),
}


def main(words):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")
    django.setup()
    for word in words:
        progress, options = COMMANDS[word]
        print(progress, flush=True)
        call_command(word, **options)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(f"{error}")
